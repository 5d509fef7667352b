// CSV: damage to texts, and a plain splitter that tells what the bytes say under a named encoding.

import { a1Of } from '../support/a1.ts';
import type { Chance } from '../support/chance.ts';
import { type Content, layoutText, type Told } from './model.ts';

const at = (text: string, pattern: RegExp, c: Chance, to: (m: string) => string): string => {
  const all = [...text.matchAll(pattern)];
  if (all.length === 0) return text;
  const m = c.pick(all);
  return text.slice(0, m.index) + to(m[0]) + text.slice(m.index + m[0].length);
};

/** Legal or not, on the text before it is encoded. */
export const csvMutations: Readonly<Record<string, (text: string, c: Chance) => string>> = {
  'csv-quote': (t, c) => at(t, /[,\n]/g, c, (m) => c.pick([`"${m}`, `${m}"`])),
  'csv-quoted-field': (t, c) => at(t, /(?<=,)[^,"\r\n]+(?=,)/g, c, (m) => `"${m}"`),
  'csv-quoted-break': (t, c) => at(t, /(?<=,)[^,"\r\n]+(?=,)/g, c, (m) => `"${m}\n${m}"`),
  'csv-delimiter': (t, c) => at(t, /,/g, c, () => c.pick([';', '\t', ',,', '', '，'])),
  'csv-break': (t, c) => at(t, /\r?\n/g, c, () => c.pick(['\n', '\r', '\r\n', '\n\n', '\r\r\n', ''])),
  'csv-breaks': (t, c) => t.replace(/\r\n|\r|\n/g, c.pick(['\n', '\r', '\r\n'])),
  'csv-nul': (t, c) => at(t, /[^\n]/g, c, (m) => `\0${m}`),
  'csv-ragged': (t, c) => at(t, /\r?\n/g, c, (m) => `${','.repeat(1 + c.below(30))}${m}`),
  'csv-drop-line': (t, c) => at(t, /[^\n]*\n/g, c, () => ''),
  'csv-double-line': (t, c) => at(t, /[^\n]*\n/g, c, (m) => m + m),
  'csv-figure': (t, c) => at(t, /\d+(\.\d+)?/g, c, () => c.pick(['95', '1e999', '89。5', '1,5', '８５', '-0', '', '#REF!', '95%'])),
  'csv-mark-inside': (t, c) => at(t, /,/g, c, (m) => `${m}\ufeff`),
  'csv-last-line': (t) => t.replace(/\r?\n$/, ''),
};

/** The same rows another legal way: read the same. */
export const csvRewrites: Readonly<Record<string, (rows: readonly (readonly string[])[], c: Chance) => { text: string; quoted: boolean }>> =
  {
    'csv-all-quoted': (rows, c) => ({ text: write(rows, ',', c.pick(['\r\n', '\n', '\r']), true), quoted: true }),
    'csv-tabs': (rows, c) => ({ text: write(rows, '\t', c.pick(['\r\n', '\n']), false), quoted: false }),
    'csv-semicolons': (rows) => ({ text: write(rows, ';', '\r\n', false), quoted: false }),
    'csv-plain': (rows, c) => ({ text: write(rows, ',', c.pick(['\r\n', '\n', '\r']), false), quoted: false }),
    'csv-sep': (rows) => ({ text: `sep=;\r\n${write(rows, ';', '\r\n', false)}`, quoted: false }),
  };

function write(rows: readonly (readonly string[])[], by: string, end: string, always: boolean): string {
  const field = (f: string) => (always || /["\r\n\t;,]/.test(f) ? `"${f.replaceAll('"', '""')}"` : f);
  return rows.map((r) => `${r.map(field).join(by)}${end}`).join('');
}

/** Records by RFC 4180, any line end; null where quotes do not close or stand within a field. */
export function splitCsv(text: string, by = ','): string[][] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let i = 0;
  const end = () => {
    row.push(field);
    field = '';
  };
  while (i < text.length) {
    const ch = text[i] as string;
    if (ch === '"') {
      if (field !== '') return null;
      for (i++; ; i++) {
        if (i >= text.length) return null;
        if (text[i] !== '"') field += text[i];
        else if (text[i + 1] === '"') field += text[i++];
        else break;
      }
      i++;
      if (i < text.length && text[i] !== by && text[i] !== '\r' && text[i] !== '\n') return null;
      if (field === '' && i < text.length && text[i] === '"') return null;
    } else if (ch === by) {
      end();
      i++;
      if (i >= text.length) end();
    } else if (ch === '\r' || ch === '\n') {
      end();
      rows.push(row);
      row = [];
      i += ch === '\r' && text[i + 1] === '\n' ? 2 : 1;
    } else {
      field += ch;
      i++;
    }
  }
  if (row.length > 0 || field !== '') {
    if (row.length === 0 || field !== '' || text.at(-1) !== by) end();
    rows.push(row);
  }
  return rows;
}

const contentOf = (rows: readonly (readonly string[])[]): Content => [
  {
    name: '',
    hidden: false,
    layout: layoutText([], [], []),
    cells: rows.flatMap((r, y) => r.flatMap((f, x): Told[] => (f === '' ? [] : [[a1Of(y, x), 'text', f]]))),
  },
];

/**
 * What the bytes say under the encoding that the reader names, or a sentence why it may not name it: valid UTF-8 is
 * UTF-8, and what was written in one encoding is never read in another.
 */
export function readText(bytes: Uint8Array, written: string): (encoding: string) => Content | string {
  return (named) => {
    const marks: Record<string, number[]> = {
      'utf-8': [0xef, 0xbb, 0xbf],
      'utf-16le': [0xff, 0xfe],
      'utf-16be': [0xfe, 0xff],
      gb18030: [0x84, 0x31, 0x95, 0x33],
    };
    const marked = Object.entries(marks).find(([, mark]) => mark.every((b, i) => bytes[i] === b))?.[0];
    const body = bytes.subarray(named === marked ? (marks[named]?.length ?? 0) : 0);
    const text = strict(body, named);
    if (text === null) return `named ${named}, but not valid as such`;
    if (marked !== undefined && named !== marked) return `marked ${marked}, read as ${named}`;
    const ascii = !bytes.some((b) => b >= 0x80 || b === 0);
    if (marked === undefined && named !== written && !ascii && strict(bytes, 'utf-8') === null)
      return `written in ${written}, read as ${named}`;
    if (marked === undefined && named !== 'utf-8' && !bytes.includes(0) && strict(bytes, 'utf-8') !== null)
      return `valid UTF-8, read as ${named}`;
    if (text.includes('\0')) return 'a NUL character was read';
    const sep = /^sep=(.)(?:\r\n|\r|\n)/.exec(text);
    const rows = splitCsv(sep ? text.slice(sep[0].length) : text, sep?.[1]);
    return rows === null ? 'quotes that do not close were read' : contentOf(rows);
  };
}

function strict(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
