import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { policyJsonSchema } from '../../src/policy/json-schema.ts';
import { edited, wrong } from './edited.ts';

type Schema = Record<string, unknown>;
const understood = [
  '$schema',
  'type',
  'const',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'minItems',
  'items',
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'anyOf',
  'description',
];
const typeOf = (v: unknown): string => (v === null ? 'null' : Array.isArray(v) ? 'array' : typeof v);

/** Enough of JSON Schema for ours; an unknown keyword throws, so that none is passed over. */
function valid(schema: Schema, v: unknown): boolean {
  for (const key of Object.keys(schema)) if (!understood.includes(key)) throw new Error(`keyword ${key}`);
  const s = schema as {
    type?: string | string[];
    const?: unknown;
    enum?: unknown[];
    pattern?: string;
    minimum?: number;
    maximum?: number;
    minLength?: number;
    minItems?: number;
    items?: Schema;
    properties?: Record<string, Schema>;
    required?: string[];
    additionalProperties?: boolean | Schema;
    propertyNames?: Schema;
    anyOf?: Schema[];
  };
  if (s.type !== undefined && ![s.type].flat().includes(typeOf(v))) return false;
  if ('const' in s && v !== s.const) return false;
  if (s.enum && !s.enum.includes(v)) return false;
  if (s.anyOf && !s.anyOf.some((a) => valid(a, v))) return false;
  if (typeof v === 'string' && ((s.pattern !== undefined && !new RegExp(s.pattern, 'u').test(v)) || v.length < (s.minLength ?? 0)))
    return false;
  if (typeof v === 'number' && (v < (s.minimum ?? v) || v > (s.maximum ?? v))) return false;
  if (Array.isArray(v)) return v.length >= (s.minItems ?? 0) && v.every((e) => valid(s.items ?? {}, e));
  if (typeof v !== 'object' || v === null) return true;
  if (s.required?.some((k) => !Object.hasOwn(v, k))) return false;
  return Object.entries(v).every(([k, e]) => {
    if (s.propertyNames && !valid(s.propertyNames, k)) return false;
    const own = s.properties?.[k];
    if (own) return valid(own, e);
    return typeof s.additionalProperties === 'object' ? valid(s.additionalProperties, e) : s.additionalProperties !== false;
  });
}

const schema = JSON.parse(JSON.stringify(policyJsonSchema())) as Schema;
/** As an editor reads the file (numbers and booleans), and as this program does (text). */
const holds = (text: string): boolean[] => [valid(schema, parse(text)), valid(schema, parse(text, { schema: 'failsafe' }))];

test('it is a schema of draft 2020-12 that forbids what it does not know', () => {
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', additionalProperties: false });
  expect(schema['required']).toEqual(expect.arrayContaining(['schema', 'name', 'edition', 'blocks', 'total', 'cuts', 'lines']));
  expect(schema['required']).not.toEqual(expect.arrayContaining(['examples']));
});

test('the built-in policy holds, read either way', () => expect(holds(builtinPolicy.text)).toEqual([true, true]));

describe('what the loader takes the schema takes, what it refuses the schema refuses', () => {
  test.each([
    ['an edition in digits', ['edition: "2023"', 'edition: 2023']],
    ['a word in digits', ['words: [优秀, ', 'words: [1, true, 优秀, ']],
    ['a flag in quotes', ['level-by-rank: { value: true', 'level-by-rank: { value: "true"']],
    ['a short clause', ['clause: { at: 第十一条, quote: 干群评价占30% }', 'clause: 第十一条']],
    ['a tie broken by blocks', ['ties-by: { value: []', 'ties-by: { value: [work, evaluation]']],
    ['no places', ['places: { value: 2', 'places: { value: 0']],
  ] as const)('%s', (_, edit) => {
    expect(wrong(edited(edit))).toEqual([]);
    expect(holds(edited(edit))).toEqual([true, true]);
  });

  test.each([
    ['an unknown key', ['edition:', 'editon:']],
    ['a missing key', ['edition: "2023"\n', '']],
    ['a choice that is none', ['value: half-up', 'value: up']],
    ['a flag that is a word', ['level-by-rank: { value: true', 'level-by-rank: { value: maybe']],
    ['a share in words', ['weight: { value: 0.40', 'weight: { value: 40%']],
    ['a share above 1', ['weight: { value: 0.40', 'weight: { value: 40']],
    ['too many places', ['places: { value: 2', 'places: { value: 5']],
    ['a figure in words', ['line: { value: 90', 'line: { value: 九十']],
    ['a key with capitals', ['key: bottom-30', 'key: Bottom']],
    ['another schema', ['policy@1', 'policy@2']],
    ['a block that is none', ['ties-by: { value: []', 'ties-by: { value: [total]']],
    [
      'a setting without a clause',
      ['line: { value: 90, clause: { at: 第十七条, quote: 政治素质或者担当作为低于90分的，不提拔重用 } }', 'line: { value: 90 }'],
    ],
    ['an example of no kind', ['    count: 10', '    places: 10']],
    ['an empty list', ['words: [优秀, 好, 优, excellent]', 'words: []']],
  ] as const)('%s', (_, edit) => {
    expect(wrong(edited(edit))).not.toEqual([]);
    expect(holds(edited(edit))).toEqual([false, false]);
  });
});
