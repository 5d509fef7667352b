// An office's export with ballots one by one, made from a few numbers.
import type { Ballot } from '../../oracle/audit.ts';
import { filesOf } from '../../support/pipeline.ts';

export const optionNames = ['优秀', '称职', '基本称职', '不称职'] as const;
export const points = [100, 80, 60, 40] as const;

export interface Rater {
  readonly no: string;
  readonly raterClass: 'A' | 'B' | 'C';
  readonly unit: string;
  /** Index of the person who votes; absent: nobody knows. */
  readonly by?: number;
}

/** How many people, in which units; their other scores; who votes; what each marks: 0–3, −1 for 弃权, −2 for no ballot. */
export interface Office {
  readonly units: readonly string[];
  readonly scores: readonly (readonly [work: number, study: number, party: number])[];
  readonly raters: readonly Rater[];
  readonly marks: readonly (readonly number[])[];
}

export const idOf = (i: number): string => `10${String(i).padStart(2, '0')}`;

/** The export as CSV files: a roster with scores, and a row a ballot. */
export function exportOf(o: Office): ReturnType<typeof filesOf> {
  const roster = o.units.map((unit, i) =>
    [idOf(i), `某${String.fromCodePoint(0x4e00 + i)}`, unit, '公务员', '科级', ...(o.scores[i] ?? [])].join(','),
  );
  const votes = o.raters.flatMap((r, n) =>
    o.units.flatMap((_, i) => {
      const mark = o.marks[n]?.[i] ?? -2;
      if (mark === -2) return [];
      const by = r.by === undefined ? '' : idOf(r.by);
      return [
        [
          r.no,
          `${r.raterClass}类`,
          r.unit,
          by,
          idOf(i),
          `某${String.fromCodePoint(0x4e00 + i)}`,
          mark < 0 ? '弃权' : optionNames[mark],
        ].join(','),
      ];
    }),
  );
  return filesOf({
    '1.csv': `${['工号,姓名,单位,人员类别,层级,工作作风与绩效,政治理论与业务学习,党建工作责任制落实', ...roster].join('\n')}\n`,
    '2.csv': `${['评价人编号,评价主体,评价人单位,评价人工号,测评对象工号,测评对象,评价等次', ...votes].join('\n')}\n`,
  });
}

/** The same ballots for the oracle. */
export const ballotsOf = (o: Office): Ballot[] =>
  o.raters.flatMap((r, n) =>
    o.units.flatMap((_, i): Ballot[] => {
      const mark = o.marks[n]?.[i] ?? -2;
      return mark === -2
        ? []
        : [{ rater: r.no, raterClass: r.raterClass, unit: r.unit, person: idOf(i), points: mark < 0 ? null : (points[mark] ?? null) }];
    }),
  );

/** An office of `people` with `a`, `b`, `c` raters, all numbers by a small generator of its own. */
export function officeOf(seed: number, people: number, [a, b, c]: readonly [number, number, number], missing = 0.1): Office {
  let state = seed >>> 0;
  const next = (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const raters = (
    [
      ['A', a],
      ['B', b],
      ['C', c],
    ] as const
  ).flatMap(([raterClass, n]) =>
    Array.from(
      { length: n },
      (_, i): Rater => ({
        no: `${raterClass}${i}`,
        raterClass,
        unit: `处${next(3)}`,
        ...(raterClass === 'B' && i < people ? { by: i } : {}),
      }),
    ),
  );
  return {
    units: Array.from({ length: people }, () => `单位${next(2)}`),
    scores: Array.from({ length: people }, () => [70 + next(30), 70 + next(30), 70 + next(30)] as const),
    raters,
    // Two of each class vote on everyone, so that no class is empty for anybody.
    marks: raters.map((r) =>
      Array.from({ length: people }, () => {
        const sure = Number(r.no.slice(1)) < 2;
        const rare = next(1000) < missing * 1000;
        return rare && !sure ? -2 + next(2) : Math.min(3, next(5));
      }),
    ),
  };
}
