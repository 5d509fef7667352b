// Reads what `appraise why` prints, as text of 80 columns or as Markdown, back into headings, lines and tables; shares no code with src.
// White space is taken out everywhere: where a line was wrapped says nothing.

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What stands under a heading of its own; the first part of a section has none. */
export interface Part {
  readonly title: string;
  readonly lines: string[];
  readonly tables: Table[];
}

export interface Told {
  readonly title: string;
  readonly form: ReadonlyMap<string, string>;
  /** By title without its number. */
  readonly sections: ReadonlyMap<string, readonly Part[]>;
}

const plain = (text: string): string => text.replace(/\s+/g, '');
const numbered = (title: string): string => plain(title).replace(/^[一二三四五六七八九]、/, '');

class Building {
  readonly form = new Map<string, string>();
  readonly sections = new Map<string, Part[]>();
  private parts: Part[] = [];
  section(title: string): void {
    this.parts = [{ title: '', lines: [], tables: [] }];
    this.sections.set(numbered(title), this.parts);
  }
  part(title: string): void {
    this.parts.push({ title: plain(title), lines: [], tables: [] });
  }
  line(text: string): void {
    this.parts.at(-1)?.lines.push(plain(text));
  }
  more(text: string): void {
    const lines = this.parts.at(-1)?.lines;
    if (lines) lines[lines.length - 1] += plain(text);
  }
  table(table: Table): void {
    this.parts.at(-1)?.tables.push(table);
  }
}

// ── Markdown ──

export function toldInMarkdown(text: string): Told {
  const built = new Building();
  const lines = text.split('\n');
  const bare = (t: string) => t.replace(/\\(.)/g, '$1');
  const cells = (line: string) =>
    line
      .replace(/^\| | \|$/g, '')
      .split(/ \| /)
      .map((c) => plain(bare(c)));
  let title = '';
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const item = /^- \*\*(.*?)\*\* (.*)$/.exec(line);
    if (line.startsWith('# ')) title = plain(bare(line.slice(2)));
    else if (line.startsWith('## ')) built.section(bare(line.slice(3)));
    else if (line.startsWith('### ')) built.part(bare(line.slice(4)));
    else if (item) built.form.set(plain(bare(item[1] ?? '')), plain(bare(item[2] ?? '')));
    else if (line.startsWith('|')) {
      const end = lines.findIndex((l, j) => j > i && !l.startsWith('|'));
      built.table({ head: cells(line), rows: lines.slice(i + 2, end).map(cells) });
      i = end - 1;
    } else if (line !== '' && !line.includes('＿')) built.line(bare(line));
  }
  return { title, form: built.form, sections: built.sections };
}

/** Rows of each table, in their order. */
export const rowsIn = (told: Told): number[] =>
  [...told.sections.values()].flatMap((parts) => parts.flatMap((p) => p.tables.map((t) => t.rows.length)));

// ── text ──

/** Columns as the eye sees them. */
const wide = (c: string): boolean => /[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\u3000-\u303e]/u.test(c);
export const widthOf = (text: string): number => [...text].reduce((w, c) => w + (wide(c) ? 2 : 1), 0);

const rule = /^ {2}─+( {2}─+)*$/;
/** Over the first column of every table. */
const firstHeads =
  /^ {2}(事项|评价主体|分项|板块|季度|考察|问责处分|容错针对的事项|容错针对|优先情形|年度|变动的一项|来源文件|条款)(?: |$)/;

/** @param rowsIn how many rows each table has, in their order: of one row alone its lines are not told from rows by a blank one */
export function toldInText(text: string, rowsIn: readonly number[]): Told {
  const built = new Building();
  const tables = [...rowsIn];
  const [first = '', ...lines] = text.split('\n');
  let i = 0;
  for (; lines[i] !== '' && i < lines.length; i++) {
    const [label = '', ...rest] = (lines[i] ?? '').trim().split(/ {2}/);
    built.form.set(plain(label), plain(rest.join('  ')));
  }
  for (; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line === '') continue;
    if (!line.startsWith(' ')) built.section(line);
    else if (firstHeads.test(line)) i = tableAt(lines, i, built, tables.shift() === 1);
    else if (line.startsWith('    ')) built.more(line);
    else if (lines[i - 1] === '') built.part(line);
    else built.line(line);
  }
  return { title: plain(first), form: built.form, sections: built.sections };
}

/** Reads the table whose head begins at a line; returns its last line. */
function tableAt(lines: readonly string[], from: number, built: Building, lone: boolean): number {
  const middle = lines.findIndex((l, j) => j > from && rule.test(l));
  const last = lines.findIndex((l, j) => j > middle && rule.test(l));
  if (middle < 0 || last < 0) throw new Error(`a table without rules: ${lines[from]}`);
  const columns = [...(lines[middle] ?? '').matchAll(/─+/g)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
  const row = (of: readonly string[]): string[] => {
    const cut = of.map((l) => cutAt(l, columns));
    return columns.map((_, c) => plain(cut.map((cells) => cells[c] ?? '').join('')));
  };
  const body = lines.slice(middle + 1, last);
  const rows: string[][] = [];
  if (body.includes('')) {
    let own: string[] = [];
    for (const l of [...body, '']) {
      if (l !== '') own.push(l);
      else if (own.length > 0) {
        rows.push(row(own));
        own = [];
      }
    }
  } else if (lone) rows.push(row(body));
  else rows.push(...body.map((l) => row([l])));
  built.table({ head: row(lines.slice(from, middle)), rows });
  return last;
}

function cutAt(line: string, columns: readonly { from: number; to: number }[]): string[] {
  const cells = columns.map(() => '');
  let at = 0;
  for (const c of line) {
    const column = columns.findIndex((k) => at >= k.from && at < k.to);
    if (column >= 0) cells[column] += c;
    at += wide(c) ? 2 : 1;
  }
  return cells;
}
