// Every field that a map may name has a label wherever fields are listed.
import { expect, test } from 'vitest';
import { plainFields } from '../../src/policy/fields.ts';
import { talk as talkEn } from '../../src/text/talk.en.ts';
import { talk as talkZh } from '../../src/text/talk.zh.ts';
import { template as templateEn } from '../../src/text/template.en.ts';
import { template as templateZh } from '../../src/text/template.zh.ts';

test.each<[string, Readonly<Record<string, string>>]>([
  ['inspect, Chinese', talkZh.inspect.fields],
  ['inspect, English', talkEn.inspect.fields],
  ['init, Chinese', templateZh.fields],
  ['init, English', templateEn.fields],
])('%s', (_, labels) => {
  expect(plainFields.filter((f) => !labels[f])).toEqual([]);
});
