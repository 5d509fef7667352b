/** What `verify` says: for people, and as data (`appraise/verification@1`). */

import type { Decision, PaperBook } from '../paper.ts';
import { textOf } from '../papers/compared.ts';
import type { Verification } from '../papers/verification.ts';
import { a1, placeText } from '../problems/problem.ts';
import { visible, wrap } from '../problems/width.ts';
import { periodText } from '../table/period.ts';
import { nameIn } from '../text/names.ts';
import { fill, type Words } from '../text/text.ts';
import type { Problem } from '../types.ts';
import type { Io } from './io.ts';
import { commandLine } from './suggest.ts';
import type { Verified } from './verify.ts';

/** Whether it is not what was made anew; who signed it, and when it was changed since, is another question. */
const failed = ({ problems }: Verified): boolean =>
  problems.some((p) => p.severity === 'error' && !/^file\/(?:signature-|decisions-)/.test(p.code));

/** Problems that are differences of the workbook itself, as against what is said of keys, inputs and policies. */
const isDifference = ({ code }: Problem): boolean =>
  /^(?:cell\/(?:changed-by-hand|not-as-computed)|sheet\/(?:taken-out|added|renamed|moved))$/.test(code);

function countsOf(paper: PaperBook): { cells: number; formulas: number } {
  const cells = paper.sheets.flatMap((s) => s.rows.flatMap((r) => r.cells)).filter((c) => c !== null);
  return {
    cells: cells.filter((c) => c.formula !== undefined || textOf(c) !== '').length,
    formulas: cells.filter((c) => c.formula !== undefined).length,
  };
}

/** Name and id of a person by key. */
function whoIn({ input }: Verified): (key: string) => { readonly id: string; readonly name: string } {
  const people = new Map([...input.source.people, ...input.source.strays].map((p) => [p.key, p]));
  return (key) => people.get(key) ?? { id: key, name: '' };
}

/** The result in a few lines, decisions and signature beneath. */
export function verificationText(v: Verified, named: readonly string[], io: Io, words: Words): string {
  const w = words.verify;
  const { run } = v.memory;
  const name = (names: Verified['policy']['name']) => nameIn(names, io.talk, (t) => t);
  const args = { file: visible(v.book.file), policy: name(v.policy.name) };
  const differences = v.problems.filter(isDifference).length;
  const head = v.asked ? (failed(v) ? w.notVerified : w.verified) : failed(v) ? w.disagrees : w.agrees;
  const { from = [] } = v.again ?? {};
  const facts = [
    fill(w.counted, countsOf(v.paper)),
    ...(v.comparison.withoutResult > 0 ? [fill(w.withoutResult, { count: v.comparison.withoutResult })] : []),
    ...(differences > 0 ? [fill(w.differences, { count: differences })] : []),
    fill(w.policy, {
      name: name(v.policy.name),
      edition: v.policy.edition,
      file: run.policy.file,
      sha256: run.policy.sha256.slice(0, 12),
      known: w.known[v.known],
    }),
    ...(run.columns ? [fill(w.map, { file: run.columns.file, sha256: run.columns.sha256.slice(0, 12) })] : []),
    ...(v.asked
      ? run.inputs.map((i) => fill(from.length > 0 ? w.inputSaid : w.input, { file: i.file, sha256: i.sha256.slice(0, 12) }))
      : []),
    ...(from.length > 0 ? [fill(w.fromWorkbook, { file: from.join(words.policy.listComma) })] : []),
  ];
  const who = whoIn(v);
  const option = (i: number | null) => (i === null ? w.none : name(v.policy.decision.options[i] ?? { 'zh-Hans': String(i) }));
  const decisions = v.decisions.map((d) =>
    fill(w.decision, {
      who: fill(w.who, who(d.person)),
      list: d.at.sheet ?? '',
      proposal: option(d.proposal),
      decision: option(d.decided),
      reason: d.reason === '' ? w.none : d.reason,
      at: `${d.at.sheet}!${a1(d.at)}`,
    }),
  );
  const alone = v.asked ? [] : [w.alone];
  const lines = [
    head && fill(head, args),
    ...facts.map((t) => `  ${t}`),
    ...alone.map((t) => `  ${t}`),
    ...(v.asked ? [] : [`    ${commandLine('verify', named)} …`]),
    ...(decisions.length > 0 ? ['', fill(w.decisions, { count: decisions.length }), ...decisions.map((t) => `  ${t}`)] : []),
    ...(v.signed
      ? [
          '',
          fill(w.signature.title, { file: v.signed.file, key: v.signed.key }),
          `  ${w.signature.result[v.signed.result]}`,
          `  ${w.signature.decisions[v.signed.decisions]}`,
        ]
      : []),
  ];
  return `${lines.map((line) => (line.startsWith('    ') ? line : folded(line, io.columns))).join('\n')}\n`;
}

/** Broken at the width of the terminal, what follows further in than what began. */
export function folded(line: string, columns: number): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return wrap(visible(line.trimStart()), columns - indent.length - 2)
    .map((t, i) => `${indent}${i === 0 ? '' : '  '}${t}`)
    .join('\n');
}

/** The same as data. */
export function verificationJson(v: Verified): string {
  const { run, sources, base } = v.memory;
  const who = whoIn(v);
  const zh = (i: number | null) => (i === null ? null : (v.policy.decision.options[i]?.['zh-Hans'] ?? String(i)));
  const listed = new Map(run.inputs.map((i) => [i.file, i.sha256]));
  const given = new Map(v.again?.input.run.inputs.map((i) => [i.file, i.sha256]) ?? []);
  const period = v.input.source.period ?? (base === 'rank' ? sources[0]?.period : null) ?? null;
  const decision = (d: Decision): Verification['decisions'][number] => ({
    ...{ id: who(d.person).id, name: who(d.person).name },
    ...{ list: d.list, rule: d.rule, proposal: zh(d.proposal), decision: zh(d.decided) ?? '', reason: d.reason, at: placeText(d.at) },
  });
  const data: Verification = {
    schema: 'appraise/verification@1',
    workbook: {
      file: v.book.file,
      sha256: v.book.sha256,
      tool: run.tool,
      verb: base === 'year' && v.memory.verb === 'rank' ? 'year' : v.memory.verb,
      period: period && periodText(period),
    },
    verified: !failed(v),
    against: v.against,
    policy: { name: v.policy.name['zh-Hans'], edition: v.policy.edition, file: run.policy.file, sha256: run.policy.sha256, known: v.known },
    inputs: [...new Set([...listed.keys(), ...given.keys()])].map((file) => ({
      file,
      listed: listed.get(file) ?? null,
      given: given.get(file) ?? null,
    })),
    ...countsOf(v.paper),
    withoutResult: v.comparison.withoutResult,
    differences: v.problems.filter(isDifference).map(differenceOf),
    decisions: v.decisions.map(decision),
    signature: v.signed,
    problems: v.problems
      .filter((p) => !isDifference(p))
      .map((p) => ({ code: p.code, severity: p.severity, file: p.file ?? null, sheet: p.sheet ?? null })),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

function differenceOf(p: Problem): Verification['differences'][number] {
  const { was, is, name } = p.args as { readonly was?: string; readonly is?: string; readonly name?: string };
  return {
    code: p.code,
    sheet: name ?? p.sheet ?? null,
    cell: p.place ? a1(p.place) : null,
    header: p.header ?? null,
    was: was ?? null,
    is: is ?? null,
  };
}
