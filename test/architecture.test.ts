// The house's rules about itself (house.md): who may import whom, what stays out of the core, how long a file may get.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve('src');
const sources = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.d.ts'))
    .map((f) => [f.split(path.sep).join('/'), readFileSync(path.join(root, f), 'utf8')]),
);
const core = ['table', 'policy', 'appraise', 'papers'];
const room = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : file);
const inRooms = (rooms: readonly string[]) => [...sources].filter(([file]) => rooms.includes(room(file)));
/** Code without comments; strings stay. */
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
  readonly later: boolean;
}

/** Every import and re-export of a file: `import type`, `import { type A, type B }` and `export type` bind nothing at run time. */
function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const plain = code(text);
  for (const m of plain.matchAll(/^(?:import|export) (type )?([^;'"=()]*?)\bfrom '([^']+)'/gm)) {
    const named = /\{([^}]*)\}/.exec(m[2] ?? '')?.[1];
    const names =
      named
        ?.split(',')
        .map((n) => n.trim())
        .filter((n) => n !== '') ?? [];
    const onlyTypes = m[1] !== undefined || (names.length > 0 && names.every((n) => n.startsWith('type ')) && /^\s*\{/.test(m[2] ?? ''));
    found.push({ from: file, to: m[3] ?? '', typeOnly: onlyTypes, later: false });
  }
  for (const m of plain.matchAll(/^import '([^']+)'/gm)) found.push({ from: file, to: m[1] ?? '', typeOnly: false, later: false });
  for (const m of plain.matchAll(/import\(\s*'([^']+)'\s*\)/g)) found.push({ from: file, to: m[1] ?? '', typeOnly: false, later: true });
  return found.map((i) => ({
    ...i,
    to: i.to.startsWith('.') ? path.posix.normalize(path.posix.join(path.posix.dirname(file), i.to)) : i.to,
  }));
}
const imports = [...sources].flatMap(([file, text]) => importsOf(file, text));
const own = imports.filter((i) => sources.has(i.to));

describe('imports run one way', () => {
  /** What each room may import, itself apart. `types:` for types alone. */
  const base = [
    'types.ts',
    'types:book.ts',
    'types:paper.ts',
    'records.ts',
    'verdicts.ts',
    'day.ts',
    'decimal.ts',
    'fill.ts',
    'fold.ts',
    'formulas.ts',
    'nearest.ts',
    'order.ts',
    'pack.ts',
    'problems',
  ];
  const allowed: Record<string, readonly string[]> = {
    'types.ts': ['types:records.ts', 'types:decimal.ts', 'types:problems'],
    'records.ts': ['types:day.ts', 'types:decimal.ts', 'types:types.ts'],
    'day.ts': [],
    'verdicts.ts': ['types:types.ts', 'types:records.ts', 'types:day.ts', 'types:decimal.ts'],
    'why.ts': [
      'types:types.ts',
      'types:book.ts',
      'types:paper.ts',
      'types:records.ts',
      'types:verdicts.ts',
      'types:day.ts',
      'types:decimal.ts',
      'types:policy',
    ],
    'decimal.ts': [],
    'fill.ts': [],
    'fold.ts': [],
    'formulas.ts': ['problems'],
    'nearest.ts': [],
    'order.ts': ['types:types.ts'],
    'version.ts': [],
    'pack.ts': ['types:types.ts', 'decimal.ts'],
    'book.ts': [],
    'paper.ts': ['types:types.ts', 'types:book.ts'],
    'report.ts': ['types:types.ts', 'types:paper.ts'],
    // Numbers in, numbers out: it knows nobody and no regulation.
    statistics: [],
    problems: ['types:types.ts', 'types:text', 'fill.ts', 'nearest.ts'],
    text: ['types:types.ts', 'types:problems', 'types:policy', 'decimal.ts', 'fill.ts'],
    sheets: base,
    documents: [...base, 'types:report.ts', 'types:text', 'sheets'],
    policy: base,
    table: [...base, 'policy'],
    appraise: [...base, 'types:why.ts', 'table', 'policy', 'statistics'],
    // Nouns of all that is masked; words over columns and how cells are read, from the room that reads them.
    mask: [...base, 'table', 'types:appraise'],
    dossier: [...base, 'table', 'policy', 'appraise', 'mask'],
    papers: [...base, 'types:report.ts', 'types:why.ts', 'table', 'policy', 'appraise', 'text', 'types:dossier'],
    commands: [
      ...base,
      'types:report.ts',
      'types:why.ts',
      'dossier',
      'documents',
      'sheets',
      'table',
      'policy',
      'appraise',
      'mask',
      'papers',
      'text',
      'version.ts',
    ],
    // What each option is called and said to be: the command line is made of it.
    'cli-options.ts': ['types:commands', 'types:text'],
    'cli-dossier.ts': ['cli-options.ts', 'commands', 'types:text'],
    'cli-trust.ts': ['cli-options.ts', 'commands', 'types:text'],
    'cli.ts': [
      'types:types.ts',
      'cli-options.ts',
      'cli-dossier.ts',
      'cli-trust.ts',
      'problems',
      'commands',
      'text',
      'fill.ts',
      'version.ts',
    ],
    'index.ts': [...base, 'types:why.ts', 'sheets', 'table', 'policy', 'appraise', 'papers', 'text'],
    'make-schemas.ts': ['policy', 'papers', 'problems', 'pack.ts'],
  };
  /** Known exceptions, each for a reason. */
  const exceptions = new Set([
    // A word that tells the tool's own workbooks; it holds no file format.
    'papers/ranking/workbook.ts → sheets/marker.ts',
    'papers/ranking/inputs-sheet.ts → sheets/marker.ts',
    'papers/compared.ts → sheets/marker.ts',
  ]);

  test('every file has a room that is known', () => {
    expect([...new Set([...sources.keys()].map(room))].filter((r) => !(r in allowed))).toEqual([]);
  });

  test('no import against the way', () => {
    const wrong = own.filter(({ from, to, typeOnly }) => {
      const [a, b] = [room(from), room(to)];
      if (a === b || exceptions.has(`${from} → ${to}`)) return false;
      const may = allowed[a] ?? [];
      return !(may.includes(b) || (typeOnly && may.includes(`types:${b}`)));
    });
    expect(wrong.map((i) => `${i.from} → ${i.to}`)).toEqual([]);
  });

  test('every exception is still needed', () => {
    const made = new Set(own.map((i) => `${i.from} → ${i.to}`));
    expect([...exceptions].filter((e) => !made.has(e))).toEqual([]);
  });

  test('no circle of files that are needed at run time', () => {
    const next = new Map([...sources.keys()].map((f) => [f, own.filter((i) => i.from === f && !i.typeOnly && !i.later).map((i) => i.to)]));
    const done = new Set<string>();
    const walk = (file: string, above: readonly string[]): string[] => {
      if (above.includes(file)) return [[...above.slice(above.indexOf(file)), file].join(' → ')];
      if (done.has(file)) return [];
      done.add(file);
      return (next.get(file) ?? []).flatMap((f) => walk(f, [...above, file]));
    };
    expect([...next.keys()].flatMap((f) => walk(f, []))).toEqual([]);
  });

  test('the reading of imports misses none', () => {
    const counted = [...sources.values()].reduce(
      (n, text) => n + (code(text).match(/\b(?:from|import)\s+'|\bimport\(\s*'/g)?.length ?? 0),
      0,
    );
    expect(imports).toHaveLength(counted);
    expect(
      importsOf(
        'a/b.ts',
        "import { type A, type B } from '../c.ts';\nimport { type A, b } from 'd';\nexport type * from './e.ts';\nimport 'g';\nawait import('f');",
      ),
    ).toEqual([
      { from: 'a/b.ts', to: 'c.ts', typeOnly: true, later: false },
      { from: 'a/b.ts', to: 'd', typeOnly: false, later: false },
      { from: 'a/b.ts', to: 'a/e.ts', typeOnly: true, later: false },
      { from: 'a/b.ts', to: 'g', typeOnly: false, later: false },
      { from: 'a/b.ts', to: 'f', typeOnly: false, later: true },
    ]);
  });
});

describe('what stays out', () => {
  test('the core knows no terminal, no file system, no spreadsheet library: it runs in a browser', () => {
    const outside = imports.filter((i) => core.includes(room(i.from)) && !i.to.includes('.ts') && !/\.(yaml|md)$/.test(i.to));
    const may = new Set(['zod', 'yaml', 'fraction.js']);
    expect(outside.filter((i) => !may.has(i.to)).map((i) => `${i.from} → ${i.to}`)).toEqual([]);
  });

  test('Node’s own modules: only commands, the archive and the build step use files, only sheets, commands, masking and the archive hash', () => {
    const users = imports.filter((i) => i.to.startsWith('node:')).map((i) => `${room(i.from)} ${i.to}`);
    expect([...new Set(users)].sort()).toEqual([
      'cli.ts node:readline/promises', // a password asked for
      'cli.ts node:stream',
      'commands node:crypto',
      'commands node:fs',
      'commands node:fs/promises',
      'commands node:os',
      'commands node:path',
      'commands node:readline',
      'commands node:worker_threads',
      'dossier node:crypto', // the hash of an entry, the temporary file's name
      'dossier node:fs',
      'make-schemas.ts node:crypto',
      'make-schemas.ts node:fs',
      'mask node:crypto', // pseudonyms under a key
      'sheets node:crypto',
      'sheets node:zlib',
    ]);
  });

  test('only cli.ts touches process', () => {
    const touching = [...sources].filter(([, text]) =>
      /\bprocess\b\s*[.[]|node:process|globalThis\.process/.test(code(text).replace(/'(?:[^'\\\n]|\\.)*'/g, "''")),
    );
    expect(touching.map(([file]) => file)).toEqual(['cli.ts']);
  });

  test('no clock, no chance, no locale: the same input gives the same bytes', () => {
    const banned = /Date\.now|new Date\(\)|Math\.random|localeCompare|toLocale|Intl\.|performance\.now|randomBytes|crypto\.random/;
    const used = [...sources].filter(([, text]) => banned.test(code(text))).map(([file]) => file);
    expect(used.sort()).toEqual([
      'cli.ts', // the language of talk
      'commands/mask-key.ts', // a new key
      'commands/output.ts', // the temporary file's name
      'commands/progress.ts', // progress, after a second
      'dossier/transfer.ts', // the temporary file's name
      'problems/width.ts', // characters as they are seen, on the terminal
    ]);
  });

  test('no binary rounding where scores are', () => {
    const banned = /\.toFixed\(|\.toPrecision\(|parseFloat\(|Math\.(round|floor|ceil|trunc)\(/;
    const used = [...sources]
      .filter(([file]) => core.includes(room(file)) || room(file) === 'decimal.ts')
      .flatMap(([file, text]) =>
        code(text)
          .split('\n')
          .filter((l) => banned.test(l))
          .map((l) => `${file}: ${l.trim()}`),
      );
    expect(used.filter((line) => !layout.some((l) => line.startsWith(l)))).toEqual([]);
  });

  /** Whole numbers of people, rows or points: no score among them. */
  const layout = [
    'table/values.ts: return new Date(Date.UTC(1899, 11, 30)', // a day from a serial number
    'table/values.ts: const days = Math.floor(',
    'papers/ranking/summary-sheet.ts: const [a, b] = [sorted[Math.floor((n - 1) / 2)]', // the middle of a list
    'papers/widths.ts: ', // widths of columns
    'papers/doc-text.ts: ', // widths of columns
    'papers/ranking/context.ts: ', // widths of columns
    'papers/compared.ts: const fifteen', // a cell as the workbook keeps it
    'papers/statement.ts: const numberText', // the same
    'nearest.ts: ', // how far a misspelt word may be
  ];

  test('heavy libraries are loaded when first needed, never by the command line itself', () => {
    const reached = new Set<string>();
    const walk = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const i of imports.filter((x) => x.from === file && !x.typeOnly && !x.later)) walk(i.to);
    };
    walk('cli.ts');
    expect([...reached].filter((f) => !sources.has(f) && !f.endsWith('package.json'))).toEqual(['commander']);
    const heavy = ['exceljs', 'docx', '@photostructure/sqlite', '@e965/xlsx', 'opencc-js/cn2t', 'parse5', 'officecrypto-tool'];
    expect(imports.filter((i) => heavy.includes(i.to) && !i.typeOnly && !i.later).map((i) => `${i.from} → ${i.to}`)).toEqual([]);
  });
});

test('no file is longer than 400 lines', () => {
  const long = [...sources].filter(([, text]) => text.split('\n').length - 1 > 400);
  expect(long.map(([file]) => file)).toEqual([]);
});

test('every file begins by saying what it is for, or is named so that it need not', () => {
  const silent = inRooms([
    'commands',
    'papers',
    'appraise',
    'cli.ts',
    'types.ts',
    'book.ts',
    'paper.ts',
    'index.ts',
    'make-schemas.ts',
  ]).filter(([, text]) => !text.startsWith('/**'));
  expect(silent.map(([file]) => file)).toEqual([]);
});
