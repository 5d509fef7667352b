/** Rules of a policy in words, for `policy show` and the rules sheet. */
import { Decimal } from '../decimal.ts';
import type { ParameterLabel, ParameterValue } from '../policy/parameters.ts';
import type { Names } from '../policy/primitives.ts';
import { fill, type Words } from './text.ts';

export type PolicyWords = Words['policy'];
/** A name of the policy in the language at hand: `nameIn`, bound. */
export type InLanguage = (names: Names) => string;

/** What a parameter is called. */
export function parameterLabel(label: ParameterLabel, { labels, decisions, audit }: PolicyWords, name: InLanguage): string {
  if (label.kind === 'weight' && label.group !== undefined) return fill(labels.weightOfGroup, { of: name(label.of), group: label.group });
  if (label.kind === 'places' && label.of === null) return labels.placesOfTotal;
  if (label.kind === 'decision-rule') return fill(decisions[label.rule], label.of === null ? {} : { of: name(label.of) });
  if (label.kind === 'audit') return label.rule === null ? audit.name : audit[label.rule];
  const of = 'of' in label && label.of !== null ? { of: name(label.of) } : {};
  return fill(labels[label.kind], of);
}

/** A key that the policy chooses, such as `half-up`; a figure among choices stands for itself. */
export function choiceText(key: string, { choices }: PolicyWords): string {
  return (choices as Readonly<Record<string, string>>)[key] ?? key;
}

const hundred = Decimal.whole(100);

/** A parameter's value; shares as exact percentages, `12.5%`. */
export function parameterValueText(value: ParameterValue, words: PolicyWords, name: InLanguage): string {
  const list = (all: readonly string[], comma = words.listComma): string => (all.length === 0 ? words.nothing : all.join(comma));
  switch (value.kind) {
    case 'number':
      return value.value.toText();
    case 'share':
      return `${value.value.times(hundred).toText()}%`;
    case 'choice':
      return choiceText(value.value, words);
    case 'choices':
      return list(value.value.map((v) => choiceText(v, words)));
    case 'words':
      return list(value.value, words.wordComma);
    case 'names':
      return list(value.value.map(name));
    case 'none':
      return words.asWritten;
  }
}
