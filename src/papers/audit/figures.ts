/** Figures, names and reasons of an audit as people read them. */
import { type AuditRules, isWithheld, type Levelled, type Shown, type Withheld } from '../../appraise/audit/nouns.ts';
import { Decimal } from '../../decimal.ts';
import type { ListCell } from '../../paper.ts';
import { fill, type Words } from '../../text/text.ts';
import type { BlockKey } from '../../types.ts';
import { type BookInput, Context } from '../ranking/context.ts';

/** A figure as an exact decimal text with so many places; statistics are doubles, and rounded only here. */
export const fixed = (value: number, places: number): string => exact(value).round(places).toText(places);

/** The shortest decimal text of a double as a figure. */
export const exact = (value: number): Decimal => Decimal.of(String(value));

export const number = (value: number, places: number): ListCell => ({ number: fixed(value, places) });
export const whole = (value: number): ListCell => ({ number: String(value) });

const camel = (key: string): string => key.replace(/-(\w)/g, (_, c: string) => c.toUpperCase());

/** What every list of an audit is made with. */
export class AuditContext extends Context {
  readonly audit: Words['audit'];
  constructor(
    input: BookInput,
    readonly rules: AuditRules,
  ) {
    super(input);
    this.audit = input.words.audit;
  }

  /** `leastRaters` and the like, as the policy sets `least-raters`. */
  settings(): Record<string, string> {
    const percent = (share: Decimal) => `${share.times(Decimal.whole(100)).toText()}%`;
    return Object.fromEntries(
      Object.entries(this.rules).flatMap(([key, s]) => {
        if (key === 'name' || key === 'clause' || !('value' in s)) return [];
        const { value } = s as { readonly value: number | Decimal };
        return [[camel(key), value instanceof Decimal ? (key.endsWith('share') ? percent(value) : value.toText()) : String(value)]];
      }),
    );
  }

  className(key: string): string {
    const found = this.policy.blocks.evaluation.classes.find((c) => c.key === key);
    return found ? this.name(found.name) : key;
  }

  optionName(key: string): string {
    const found = this.policy.blocks.evaluation.options.find((o) => o.key === key);
    return found ? this.name(found.name) : key;
  }

  /** A block, or the total. */
  scoreName(key: Levelled | BlockKey): string {
    return key === 'total' ? this.audit.columns.total : this.name(this.policy.blocks[key].name);
  }

  /** Why a figure is not shown. */
  why({ withheld, had, needs }: Withheld): string {
    const key = withheld === 'few-people' && had !== undefined ? 'few-peopleOf' : withheld;
    const least = this.rules['least-raters'].value;
    return fill(this.audit.reasons[key], { least, ...(had === undefined ? {} : { had }), ...(needs === undefined ? {} : { needs }) });
  }

  /** A chance: nobody reads more digits of a small one. */
  chance(value: number): ListCell {
    return value < 0.0001 ? this.audit.tiny : number(value, 4);
  }

  /** A figure's cell and, where it is withheld, none: the reason stands in the note. */
  cell<T extends object>(of: Shown<T>, show: (found: T) => ListCell): ListCell {
    return isWithheld(of) ? null : show(of);
  }
  note<T extends object>(of: Shown<T>): string {
    return isWithheld(of) ? this.why(of) : '';
  }
}
