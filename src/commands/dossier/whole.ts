/** `appraise dossier verify`, `export` and `import`: the archive as a whole. */
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { lineOf, maskedLine, restore } from '../../dossier/transfer.ts';
import { type Finding, verify as verifyArchive } from '../../dossier/verify.ts';
import { problem } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { Problem } from '../../types.ts';
import { deliver, type OutputOptions } from '../deliver.ts';
import type { ExitCode, Io } from '../io.ts';
import { told } from './list.ts';
import { atArchive, type DossierOptions, looking, maskFor, withDesk } from './open.ts';
import { headLine } from './record.ts';

/** Whether the archive is as it was written. Looks at everything and notes nothing: it must not change what it checks. */
export async function verify(io: Io, options: DossierOptions & { readonly head?: readonly string[] }): Promise<ExitCode> {
  return atArchive(io, options, 'read', async (desk, at) => {
    const heads = options.head ?? [];
    const bad = heads.filter((h) => !/^[0-9a-f]{8,64}$/.test(h));
    if (bad.length > 0) {
      desk.report(bad.map((value) => problem('usage/bad-option', { option: '--head', value, known: '3ffb99dc6b0f…' })));
      return 2;
    }
    const w = desk.words.dossier.talk;
    const { entries, findings } = verifyArchive(at.archive, heads);
    if (findings.length > 0) {
      desk.report(findings.map((f) => findingProblem(f, at.shown)));
      await io.out(`${fill(w.notVerified, { count: findings.length })}\n`);
      return 1;
    }
    await io.out(`${fill(w.verified, { entries })}\n${headLine(desk, at)}\n`);
    return 0;
  });
}

function findingProblem(f: Finding, file: string): Problem {
  const where = { file };
  switch (f.kind) {
    case 'changed':
      return problem('archive/changed', { entry: String(f.seq) }, where);
    case 'removed':
      return problem('archive/removed', { from: String(f.seq), to: String(f.to), next: String(f.to + 1) }, where);
    case 'layout':
      return problem('archive/layout', { sql: f.sql }, where);
    case 'file':
      return problem('archive/damaged', { detail: f.detail }, where);
    case 'head':
      return problem('archive/head-gone', { head: f.hash }, where);
  }
}

type Transfer = DossierOptions & OutputOptions;

/** The whole log as JSON lines: every row with its hash; under `--mask` what it says of people, which is no archive any more. */
export async function exportArchive(io: Io, options: Transfer): Promise<ExitCode> {
  return looking(io, options, { verb: 'export', what: '' }, async (desk, at, note) => {
    note('');
    const lines =
      desk.pseudonyms === null
        ? [...at.archive.rows()].map(lineOf)
        : at.archive.find({}).map(maskFor(desk, at.archive).kept).map(maskedLine);
    const text = `${lines.join('\n')}\n`;
    const delivered = await deliver(desk.io, options.output ?? '-', new TextEncoder().encode(text), options, [desk.file]);
    const { file } = delivered;
    return told(desk, delivered, file === null ? [] : [fill(desk.words.dossier.talk.exported, { count: lines.length, file })]);
  });
}

/** An archive from an export, entry for entry; into a file that is not there yet. */
export async function importArchive(io: Io, from: string, options: DossierOptions): Promise<ExitCode> {
  return withDesk(io, options, async (desk, file, shown) => {
    const there = () => {
      desk.report([problem('archive/not-empty', {}, { file: shown })]);
      return 2 as const;
    };
    if (existsSync(file)) return there();
    const source = path.resolve(io.cwd, from);
    if (!existsSync(source)) {
      desk.report([problem('file/not-found', {}, { file: from })]);
      return 2;
    }
    const lines = () => createInterface({ input: createReadStream(source, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
    const done = await restore(file, lines);
    if (done === 'there') return there();
    if ('line' in done) {
      desk.report([problem('archive/line', { line: String(done.line), detail: done.detail }, { file: from })]);
      return 1;
    }
    const { imported, head } = desk.words.dossier.talk;
    await io.out(`${fill(imported, { count: done.seq, file: shown })}\n${fill(head, { file: shown, ...done })}\n`);
    return 0;
  });
}
