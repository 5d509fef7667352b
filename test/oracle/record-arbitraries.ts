// Random records of a person, leaning towards the days on which a period of effect begins or ceases to touch the period.
import fc from 'fast-check';
import type { Exemption, OfficePerson, Priority, Sanction, YearGrade } from './model.ts';
import { daysOf } from './records.ts';

export interface RecordDraw {
  sanctions: { kind: number; edge: number; off: number; length: number; end: number; numbered: boolean }[];
  tolerated: { outcome: number; percent: number }[];
  priorities: { kind: number; by: number }[];
  grades: number[];
}

export const recordArb: fc.Arbitrary<RecordDraw> = fc.record({
  sanctions: fc.oneof(
    { weight: 2, arbitrary: fc.constant<RecordDraw['sanctions']>([]) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.record({
          kind: fc.nat(4),
          edge: fc.nat(3),
          off: fc.integer({ min: -1, max: 1 }),
          length: fc.constantFrom(0, 1, 30, 91, 200),
          end: fc.nat(2),
          numbered: fc.boolean(),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    },
  ),
  tolerated: fc.array(fc.record({ outcome: fc.nat(4), percent: fc.integer({ min: 1, max: 100 }) }), { minLength: 7, maxLength: 7 }),
  priorities: fc.array(fc.record({ kind: fc.nat(2), by: fc.nat(4) }), { maxLength: 3 }),
  grades: fc.array(fc.nat(6), { minLength: 3, maxLength: 3 }),
});

const KINDS = ['警告', '记过', '记大过', '诫勉', '批评教育'] as const;
const BODIES = ['省委', '国务院', '清江县委', '中央', '省政府'] as const;
const TASKS = ['监管改造', '项目建设', '援疆', '安全稳定', '人才培养'] as const;
const GRADES = ['优秀', '称职', '基本称职', '不称职', '不确定等次'] as const;

const plus = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
/** so many months earlier, if that month has the day */
const back = (day: string, months: number): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - months, date)).toISOString().slice(0, 10);
};

function sanctionOf(draw: RecordDraw['sanctions'][number], i: number, period: string): Sanction {
  const kind = KINDS[draw.kind] ?? '警告';
  const [first, last] = daysOf(period);
  // a term of six or twelve months ends about the first day; or all is settled by the days themselves
  const edge = [first, last, back(first, 6), back(first, 12)][draw.edge] ?? first;
  const from = plus(edge, draw.off);
  const number = draw.numbered ? { number: `CF-${i + 1}` } : {};
  if (draw.end === 0) return { kind, from, ...number };
  if (draw.end === 1 || kind === '批评教育') return { kind, from, to: plus(from, draw.length), ...number };
  return { kind, to: from, ...number };
}

function toleratedOf(draw: RecordDraw['tolerated'][number] | undefined, number: string | undefined): Exemption[] {
  if (draw === undefined || number === undefined || draw.outcome > 2) return [];
  if (draw.outcome === 1) return [{ number, outcome: '减轻', percent: String(draw.percent) }];
  return [{ number, outcome: draw.outcome === 0 ? '免' : '不容' }];
}

function priorityOf({ kind, by }: RecordDraw['priorities'][number]): Priority {
  const [body, task] = [BODIES[by] ?? '省委', TASKS[by] ?? '援疆'];
  if (kind === 0) return { kind: '表彰', matter: '先进个人', by: body };
  return kind === 1
    ? { kind: '基层党委推荐', matter: '机关党委推荐', by: '机关党委' }
    : { kind: '重点工作', matter: `${task}成效突出`, by: task };
}

/** adds to a person whose entries are settled; without a period nobody could tell what a sanction does */
export function addRecords(person: OfficePerson, draw: RecordDraw, period: string | null): void {
  person.sanctions = period === null ? [] : draw.sanctions.map((s, i) => sanctionOf(s, i, period));
  const named = [...person.entries.filter((e) => e.value.startsWith('-')), ...person.sanctions].map((x) => x.number);
  person.exemptions = named.flatMap((number, i) => toleratedOf(draw.tolerated[i], number));
  person.priorities = draw.priorities.map(priorityOf);
  person.grades = draw.grades.flatMap((g, i): YearGrade[] => {
    const grade = GRADES[g];
    return grade === undefined ? [] : [{ year: 2024 + i, grade }];
  });
}
