/** One case from a seed and a number: a source, a chain of mutations, and what must come of it. */
import type { Book, BookKind } from '../../src/book.ts';
import { packParts, partsIn, plainWays, rewrite, waysBy } from '../sheets/rewrite.ts';
import { dressBy, dressXml } from '../sheets/rewrite-xml.ts';
import { writeZip, type ZipPart } from '../sheets/rewrite-zip.ts';
import { Chance } from '../support/chance.ts';
import { encodeAs, type TextEncoding, textEncodings } from './encode.ts';
import { readModel } from './model.ts';
import { byteMutations, zipMutations } from './mutate-bytes.ts';
import { csvMutations, csvRewrites, readText, splitCsv } from './mutate-csv.ts';
import { type Made, mutateHtml, mutateOds, mutateXml2003 } from './mutate-markup.ts';
import { damageOle, streamMutations, workbookStream } from './mutate-xls.ts';
import { mutationsFor } from './mutate-xml.ts';
import { difference, type Expectation } from './outcome.ts';
import type { Source } from './sources.ts';

export interface Case {
  readonly source: string;
  readonly chain: readonly string[];
  readonly bytes: Uint8Array;
  readonly expected: Expectation;
}

/** The case of that number; the same for the same seed and sources. */
export function makeCase(sources: readonly Source[], seed: number, number: number): Case {
  const c = new Chance(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  for (let i = 0; i < 7; i++) c.below(2);
  const source = pickSource(sources, c);
  const { kind } = source.book;
  if (kind === 'csv') return csvCase(source, c);
  if (kind === 'xls') return xlsCase(source, c);
  if (kind === 'html' || kind === 'xml-spreadsheet') return markupCase(source, c);
  if (source.archive && (kind === 'ods' || kind === 'xlsb')) return otherZipCase(source, source.archive, c);
  if (source.parts === null) return bytesCase(source, source.bytes, source.checked, [], c);
  const sort = c.below(10);
  if (sort < 3) return neutralCase(source, c);
  const [from, parts] = baseOf(source, source.parts, c);
  if (sort < 5) return bytesCase(source, from === '' ? source.bytes : writeZip(parts), true, from === '' ? [] : [from], c);
  return sort < 7 ? zipCase(source, from, parts, c) : xmlCase(source, from, parts, c);
}

/** Kinds by how much may go wrong in them: the corpus has ten .xlsx for every other file. */
const kinds: readonly BookKind[] = ['xlsx', 'xlsx', 'xlsx', 'xlsx', 'xlsx', 'csv', 'csv', 'xls', 'ods', 'xlsb', 'html', 'xml-spreadsheet'];

function pickSource(sources: readonly Source[], c: Chance): Source {
  const kind = c.pick(kinds);
  const fitting = sources.filter((s) => s.book.kind === kind);
  return c.pick(fitting.length > 0 ? fitting : sources);
}

const asRead = (s: Source): Expectation => ({ kind: 'read', content: s.content, results: s.results });
const orSame = (s: Source): Expectation => ({ kind: 'refuse-or', content: s.content, results: s.results });

/** The source's own parts, or its content written anew another way. */
function baseOf(s: Source, own: readonly ZipPart[], c: Chance): [string, readonly ZipPart[]] {
  if (c.below(3) > 0) return ['', own];
  const ways = { ...waysBy(c), folder: 'xl' };
  return ['rewrite', [...partsIn(s.book.sheets, ways)].map(([name, xml]) => ({ name, data: Buffer.from(xml) }))];
}

function neutralCase(s: Source, c: Chance): Case {
  if (c.below(3) > 0) {
    const ways = waysBy(c);
    return { source: s.name, chain: [`rewrite ${JSON.stringify(ways)}`], bytes: rewrite(s.book.sheets, ways), expected: asRead(s) };
  }
  const dress = dressBy(c);
  const parts = (s.parts ?? []).map((p): [string, Uint8Array] => [
    p.name,
    /\.(xml|rels)$/i.test(p.name) ? dressed(p.data, () => dressXml(textOf(p.data), dress, c)) : p.data,
  ]);
  return {
    source: s.name,
    chain: [`dress ${JSON.stringify(dress)}`],
    bytes: packParts(parts, { ...plainWays, zip: c.pick(['plain', 'stored', 'mixed'] as const), shuffleParts: c.once(2) }, c),
    expected: asRead(s),
  };
}

const textOf = (data: Uint8Array) => new TextDecoder().decode(data);
/** Parts in another encoding than UTF-8 stay as they are. */
const dressed = (data: Uint8Array, dress: () => Uint8Array) =>
  data[0] === 0xff ||
  data[0] === 0xfe ||
  data[1] === 0 ||
  !/^[^<]*<\?xml[^>]*encoding=["']utf-8|^\s*<[^?]/i.test(textOf(data.subarray(0, 200)))
    ? data
    : dress();

function bytesCase(s: Source, bytes: Uint8Array, checked: boolean, chain: readonly string[], c: Chance): Case {
  let damaged = bytes;
  const names: string[] = [];
  for (let n = 1 + c.below(3); n > 0; n--) {
    const [name, mutate] = c.pick(Object.entries(byteMutations));
    if (damaged.length > 4) damaged = mutate(damaged, c);
    names.push(name);
  }
  return { source: s.name, chain: [...chain, ...names], bytes: damaged, expected: checked ? orSame(s) : { kind: 'any' } };
}

function zipCase(s: Source, from: string, parts: readonly ZipPart[], c: Chance): Case {
  const [name, mutation] = c.pick(Object.entries(zipMutations));
  const expected: Expectation = mutation.expect === 'same' ? asRead(s) : mutation.expect === 'refuse' ? { kind: 'refuse' } : orSame(s);
  return { source: s.name, chain: [...(from === '' ? [] : [from]), name], bytes: mutation.make(parts, c), expected };
}

/** The package is whole and its checksums right: it says something else by legal means, or is broken. The model tells which. */
function xmlCase(s: Source, from: string, parts: readonly ZipPart[], c: Chance): Case {
  const chain = from === '' ? [] : [from];
  let changed = [...parts];
  for (let n = 1 + c.below(2); n > 0; n--) {
    const readable = changed.filter((p) => /\.(xml|rels)$/i.test(p.name) && !/theme|docProps|drawing/i.test(p.name));
    const part = c.pick(readable);
    const [name, mutate] = c.pick(mutationsFor(part.name));
    chain.push(`${name} ${part.name}`);
    changed = changed.map((p) => (p === part ? { ...p, data: Buffer.from(mutate(textOf(p.data), c)) } : p));
  }
  const model = readModel(changed);
  const same = model.kind === 'content' && difference(model.content, s.content) === null;
  const expected: Expectation =
    model.kind === 'content'
      ? { kind: 'refuse-or', content: model.content, ...(same ? { results: s.results } : {}) }
      : { kind: model.kind === 'broken' ? 'refuse' : 'any' };
  return {
    source: s.name,
    chain: [...chain, ...(model.kind === 'content' ? [] : [`(${model.kind}: ${model.why})`])],
    bytes: writeZip(changed),
    expected,
  };
}

// ───────────────────────────── other formats ─────────────────────────────

const expectationOf = (e: Made['expect'], s: Source): Expectation =>
  e === 'refuse' ? { kind: 'refuse' } : e === 'same' ? asRead(s) : e === 'same-or' ? orSame(s) : { kind: 'refuse-or', content: e };

function xlsCase(s: Source, c: Chance): Case {
  const ole = s.bytes[0] === 0xd0;
  const sort = c.below(10);
  if (sort === 0) return bytesCase(s, s.bytes, false, [], c);
  if (sort < 4 && ole) {
    const [name, bytes] = damageOle(s.bytes, c);
    return { source: s.name, chain: [name], bytes, expected: orSame(s) };
  }
  const stream = workbookStream(s.bytes);
  const [name, mutate] = c.pick(Object.entries(streamMutations));
  const made = stream && mutate(stream, s.content, c);
  if (!made) return { source: s.name, chain: [], bytes: s.bytes, expected: asRead(s) };
  return { source: s.name, chain: [name], bytes: made.bytes, expected: expectationOf(made.expect === 'same' ? 'same-or' : made.expect, s) };
}

/** The text of the markup is mutated and written in its own encoding again; where that cannot be, bytes are. */
function markupCase(s: Source, c: Chance): Case {
  const encoding = s.book.encoding ?? 'utf-8';
  const text = encoding === 'utf-8' || encoding === 'gb18030' ? decoded(s.bytes, encoding) : null;
  const made = text && c.below(8) > 0 ? (s.book.kind === 'html' ? mutateHtml : mutateXml2003)(text, s.content, c) : null;
  const bytes = made && encodeAs(made.text, encoding === 'gb18030' ? 'gb18030' : 'utf-8');
  if (!made || !bytes) return bytesCase(s, s.bytes, false, [], c);
  return { source: s.name, chain: [made.name], bytes, expected: expectationOf(made.expect, s) };
}

function otherZipCase(s: Source, archive: readonly ZipPart[], c: Chance): Case {
  const sort = c.below(10);
  if (sort < 3) return bytesCase(s, s.bytes, true, [], c);
  const content = archive.find((p) => p.name === 'content.xml');
  if (sort < 6 || !content) return zipCase(s, '', archive, c);
  const made = mutateOds(textOf(content.data), s.content, c);
  if (!made) return bytesCase(s, s.bytes, true, [], c);
  const parts = archive.map((p) => (p === content ? { ...p, data: Buffer.from(made.text) } : p));
  return { source: s.name, chain: [made.name], bytes: writeZip(parts), expected: expectationOf(made.expect, s) };
}

// ───────────────────────────── CSV ─────────────────────────────

function csvCase(s: Source, c: Chance): Case {
  const text = decoded(s.bytes, s.book.encoding ?? 'utf-8');
  const comma = !/[\t;]/.test(text);
  const rows = comma ? splitCsv(text) : null;
  const encoding = c.pick(textEncodings.filter((e) => encodeAs(text, e) !== null));
  const sort = c.below(10);
  if (rows === null || sort < 2) return bytesCase(s, s.bytes, false, [], c);
  if (sort < 5) {
    const [name, write] = c.pick(Object.entries(csvRewrites));
    const { text: other } = write(rows, c);
    const bytes = encodeAs(other, encoding);
    if (bytes) return { source: s.name, chain: [name, encoding], bytes, expected: asRead(s) };
  }
  let changed = text;
  const chain: string[] = [];
  for (let n = sort === 9 ? 0 : 1 + c.below(2); n > 0; n--) {
    const [name, mutate] = c.pick(Object.entries(csvMutations));
    changed = mutate(changed, c);
    chain.push(name);
  }
  let bytes = encodeAs(changed, encoding) ?? Buffer.from(changed);
  const written = encodeAs(changed, encoding) ? encoding : 'utf-8';
  chain.push(written);
  // A line of another encoding glued on: no reading of the whole is right.
  if (c.once(6) && /^(?:utf-8|gb18030)$/.test(written)) {
    bytes = Buffer.concat([bytes, Buffer.from(encodeAs('\n9001,诸葛测试,某处的干部\n', written === 'utf-8' ? 'gb18030' : 'utf-8') ?? [])]);
    return { source: s.name, chain: [...chain, 'glued'], bytes, expected: { kind: 'refuse' } };
  }
  const parted = (changed.match(/[^\r\n]*,[^\r\n]*/g) ?? []).length >= 3;
  return { source: s.name, chain, bytes, expected: parted ? { kind: 'text', content: readText(bytes, nameOf(written)) } : { kind: 'any' } };
}

const nameOf = (e: TextEncoding): string => e.replace(/-bom$/, '');
function decoded(bytes: Uint8Array, encoding: NonNullable<Book['encoding']>): string {
  return new TextDecoder(encoding).decode(bytes);
}
