/**
 * Under which writings two formulas are the same. Every program that opens and saves a workbook writes its formulas in its own way:
 * LibreOffice takes needless quotes off the names of sheets, Excel shares one text among a column, functions newer than the file format
 * carry `_xlfn.`. What they compute is the same, and so is the canonical form here.
 */
import { type Token, tokenize, translateFormulaToA1, translateFormulaToR1C1 } from '@borgar/fx/xlsx';
import { a1 } from './problems/problem.ts';

/** Zero-based. */
interface At {
  readonly row: number;
  readonly col: number;
}

/** Between the tokens of a canonical form: no formula holds it. */
const between = '\u001f';

/**
 * A formula (without its leading `=`) in the one writing that all its writings share: no white space but the operator of intersection, upper
 * case but in text constants, no needless quotes, `TRUE` for `TRUE()`, numbers as a double prints. `$` is kept: it says what happens when
 * the cell is copied.
 * @param renamed names of sheets, in lower case, that stand for others (also in lower case)
 */
export function canonicalFormula(formula: string, renamed?: ReadonlyMap<string, string>): string {
  const tokens = tokenize(formula, { negativeNumbers: false });
  const out: string[] = [];
  let last: Token | undefined;
  let space = false;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (isSpace(token)) {
      space = true;
      continue;
    }
    if (token.type === 'fx_prefix') continue;
    if (space && last && endsOperand(last) && beginsOperand(token)) out.push(' ');
    space = false;
    last = token;
    const text = written(token, renamed);
    // TRUE() and FALSE() are their own results.
    if (token.type === 'func' && (text === 'TRUE' || text === 'FALSE')) {
      const close = emptyCall(tokens, i + 1);
      if (close > 0) {
        last = tokens[close] as Token;
        i = close;
      }
    }
    out.push(text);
  }
  return out.join(between);
}

const isSpace = ({ type }: Token): boolean => type === 'whitespace' || type === 'newline';
const operands: ReadonlySet<string> = new Set(['range', 'range_beam', 'range_ternary', 'range_named', 'structured']);
const endsOperand = ({ type, value }: Token): boolean => operands.has(type) || value === ')';
const beginsOperand = ({ type, value }: Token): boolean => operands.has(type) || type === 'func' || value === '(';

/** Where the brackets of a call without arguments close; 0 where it has some. */
function emptyCall(tokens: readonly Token[], from: number): number {
  const next = (at: number): number => (tokens[at] && isSpace(tokens[at]) ? next(at + 1) : at);
  const open = next(from);
  if (tokens[open]?.value !== '(') return 0;
  const close = next(open + 1);
  return tokens[close]?.value === ')' ? close : 0;
}

function written({ type, value }: Token, renamed?: ReadonlyMap<string, string>): string {
  if (type === 'string') return value;
  if (type === 'number') return String(Number(value));
  if (type === 'func') return value.toUpperCase().replace(/^_XLFN\.(?:_XLWS\.)?/, '');
  return operands.has(type) ? reference(value, renamed) : value.toUpperCase();
}

/** `'规则'!$c$5` → `规则!$C$5`; a name that must be quoted is as well known without. */
function reference(text: string, renamed?: ReadonlyMap<string, string>): string {
  const mark = text.startsWith("'") ? text.indexOf("'!", 1) + 1 : text.indexOf('!');
  if (mark <= 0) return text.toUpperCase();
  const name = text.slice(0, mark).replace(/^'([\s\S]*)'$/, (_, inside: string) => inside.replaceAll("''", "'"));
  const sheet = name.toLowerCase();
  return `${renamed?.get(sheet) ?? sheet}!${text.slice(mark + 1).toUpperCase()}`;
}

/** Whether two formulas say the same. */
export function sameFormula(a: string, b: string, renamed?: ReadonlyMap<string, string>): boolean {
  return a === b || canonicalFormula(a) === canonicalFormula(b, renamed);
}

/** The formula of one cell as another one that shares it has it: references without `$` move along, around the edges of the sheet as in Excel. */
export function movedFormula(formula: string, from: At, to: At): string {
  return translateFormulaToA1(translateFormulaToR1C1(formula, a1(from)), a1(to));
}
