/** What `rank` says on the terminal: groups with head counts, the names at the lines, what to do next. */
import { accountabilityRule } from '../appraise/records.ts';
import { parametersOf } from '../policy/parameters.ts';
import type { Policy } from '../policy/policy.ts';
import type { Paint } from '../problems/report.ts';
import { displayWidth, padEnd, padStart, truncate, visible, wrap } from '../problems/width.ts';
import { periodText } from '../table/period.ts';
import { nameIn } from '../text/names.ts';
import { choiceText } from '../text/parameters.ts';
import { fill, type Words } from '../text/text.ts';
import type { CutResult, Export, Group, LeftOutReason, RankedPerson, Ranking } from '../types.ts';
import type { Io } from './io.ts';
import type { OpenedPolicy } from './open-policy.ts';
import { commandLine } from './suggest.ts';

/** The policy to look at next: as the user named it, and the day its dated values need. */
export interface PolicyShown {
  readonly file: string | undefined;
  readonly asOf: string | undefined;
}

const namesShown = 6;

/** The talk of one run: texts for at most `io.columns` columns, in the language `io.talk`, each ending with a line break. */
export function rankTalk(io: Io, words: Words, paint: Paint) {
  const w = words.talk;
  const name = (names: Policy['name']) => nameIn(names, io.talk, (t) => t);
  const wrapped = (text: string, indent: string): string =>
    wrap(visible(text), io.columns - indent.length - 2)
      .map((line, i) => (i === 0 ? indent : `${indent}  `) + line)
      .join('\n');

  const personUnder =
    (policy: Policy) =>
    (r: RankedPerson): string =>
      fill(w.person, { name: r.scored.person.name, total: r.scored.total.toText(policy.total.places.value) });
  const some = (all: readonly string[]): string => {
    const names = all.slice(0, namesShown).join(w.separator);
    return all.length > namesShown ? fill(w.more, { names, count: all.length }) : names;
  };

  function groupTable(groups: readonly Group[], policy: Policy): string {
    const c = w.columns;
    const head = [c.group, c.roster, c.takePart, c.ranked, c.eligible, ...policy.cuts.map((cut) => name(cut.name))];
    const rows = groups.map((g) => [
      [g.category, g.level].filter((t) => t !== '').join(' · '),
      ...[g.headCounts.roster, g.headCounts.shouldTakePart, g.headCounts.ranked, g.headCounts.eligibleForExcellent].map(String),
      ...g.cuts.map((cut) => cutCell(g, cut)),
    ]);
    const widths = head.map((h, i) => Math.max(...[h, ...rows.map((r) => r[i] ?? '')].map(displayWidth)));
    const others = widths.slice(1).reduce((s, x) => s + x + 2, 0);
    const first = Math.max(10, Math.min(widths[0] ?? 10, io.columns - others - 1));
    const line = (cells: readonly string[]) =>
      cells.map((cell, i) => (i === 0 ? padEnd(truncate(visible(cell), first), first) : padStart(cell, widths[i] ?? 0))).join('  ');
    return [paint.bold(line(head)), ...rows.map(line)].join('\n');
  }

  function cutCell(g: Group, cut: CutResult): string {
    const held = g.ranked.filter((r) => r.verdicts.some((v) => v.rule === cut.rule && v.held)).length;
    return held > 0 ? fill(w.cutCellHeld, { k: cut.k, held }) : fill(w.cutCell, { k: cut.k });
  }

  /** Who stands just above and just below each line, and whom only a tie keeps off. */
  function lines(g: Group, policy: Policy): string[] {
    if (g.ranked.length === 0) return [];
    const person = personUnder(policy);
    const out = [paint.bold([g.category, g.level].filter((t) => t !== '').join(' · '))];
    g.cuts.forEach((cut, i) => {
      const rule = policy.cuts[i];
      if (!rule) return;
      const args = { cut: name(rule.name), k: cut.k, exact: cut.exact.toText(2), mode: choiceText(cut.mode, words.policy) };
      if (cut.k === 0) {
        out.push(wrapped(fill(w.atLineEmpty, args), '  '));
        return;
      }
      const has = (r: RankedPerson, held: boolean) => r.verdicts.some((v) => v.rule === cut.rule && v.held === held);
      const below = g.ranked.filter((r) => has(r, false));
      const held = g.ranked.filter((r) => has(r, true));
      const above = g.ranked.filter((r) => !has(r, false) && !has(r, true)).at(-1);
      const said = below[0]
        ? fill(w.atLine, { ...args, above: above ? person(above) : w.none, below: person(below[0]) })
        : fill(w.atLineNone, args);
      out.push(wrapped(said, '  '));
      if (held.length > 0) out.push(paint.yellow(wrapped(fill(w.heldNames, { names: some(held.map(person)) }), '    ')));
      if (rule.list === 'reminder-talk' && below.length > 0)
        out.push(wrapped(fill(w.belowNames, { line: name(rule.effect), names: some(below.map(person)) }), '    '));
    });
    for (const line of policy.lines) {
      const below = g.ranked.flatMap((r) =>
        r.verdicts.filter((v) => v.rule === line.key).map((v) => `${r.scored.person.name} ${v.figure}`),
      );
      if (below.length > 0) out.push(wrapped(fill(w.belowNames, { line: name(line.name), names: some(below) }), '  '));
    }
    const { accountability, priorities = [] } = policy;
    const recorded = [...(accountability ? [{ key: accountabilityRule, name: accountability.name }] : []), ...priorities];
    for (const rule of recorded) {
      const people = [...g.ranked.map((r) => ({ person: r.scored.person, verdicts: r.verdicts })), ...g.notRanked];
      const named = people.filter((p) => p.verdicts.some((v) => v.rule === rule.key)).map((p) => p.person.name);
      if (named.length > 0) out.push(wrapped(fill(w.belowNames, { line: name(rule.name), names: some(named) }), '  '));
    }
    return out;
  }

  function readLine(source: Export, files: number): string {
    const sum = (f: (t: Export['tables'][number]) => number) => source.tables.reduce((s, t) => s + f(t), 0);
    const reasons = (Object.keys(w.reasons) as LeftOutReason[]).flatMap((reason) => {
      const count = sum((t) => t.leftOut.filter((l) => l.reason === reason).length);
      return count > 0 ? [fill(w.reasons[reason], { count })] : [];
    });
    return fill(w.read, {
      files,
      read: sum((t) => t.rowsRead),
      used: sum((t) => t.rowsUsed),
      left: sum((t) => t.leftOut.length),
      reasons: reasons.join(w.separator),
    });
  }

  function notRankedLine(ranking: Ranking, policy: Policy): string[] {
    const all = [...ranking.groups.flatMap((g) => g.notRanked), ...ranking.unplaced];
    if (all.length === 0) return [];
    const names = all.map((u) => {
      const { reason } = u;
      if (reason.kind === 'year') return fill(w.notRankedOne, { name: u.person.name, reason: words.book.lists.yearReasons[reason.key] });
      const found = reason.kind === 'status' ? policy['not-ranked'].reasons.find((r) => r.key === reason.key) : undefined;
      return fill(w.notRankedOne, { name: u.person.name, reason: found ? name(found.name) : u.reasonText });
    });
    return [wrapped(fill(w.notRanked, { count: all.length, names: some(names) }), '')];
  }

  return {
    policyLine(opened: OpenedPolicy, policy: Policy): string {
      const text = fill(w.policyUsed, {
        name: name(policy.name),
        edition: policy.edition,
        file: opened.file,
        sha256: opened.sha256.slice(0, 12),
      });
      return `${paint.dim(wrapped(text, ''))}\n`;
    },
    summary(source: Export, ranking: Ranking, policy: Policy, files: number): string {
      const period = ranking.period ? periodText(ranking.period) : w.none;
      return [
        fill(w.period, { period, asOf: ranking.asOf ?? w.none }),
        wrapped(readLine(source, files), ''),
        '',
        groupTable(ranking.groups, policy),
        '',
        ...ranking.groups.flatMap((g) => lines(g, policy)),
        '',
        ...notRankedLine(ranking, policy),
        '',
      ].join('\n');
    },
    done(file: string, state: 'written' | 'unchanged', policy: Policy, shown: PolicyShown): string {
      const assumed = parametersOf(policy).filter((p) => p.assumption).length;
      const command = commandLine('policy show', [], { '--policy': shown.file, '--as-of': shown.asOf });
      const next = wrapped(fill(w.nextOpen, { file, count: assumed }), '');
      return `${fill(state === 'written' ? w.wrote : w.unchanged, { file })}\n${next}\n  ${command}\n`;
    },
    nextErrors(command: string): string {
      return `${wrapped(w.nextErrors, '')}\n  ${command}\n`;
    },
    incomplete(count: number): string {
      return `${wrapped(fill(w.incomplete, { count }), '')}\n`;
    },
  };
}
