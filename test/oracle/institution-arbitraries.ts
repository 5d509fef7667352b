// Random exports of the institution: few profiles, so that whole blocks are equal, groups about 20, scores on the lines.
import fc from 'fast-check';
import { DUTIES, type Member, type Punished, RATER_WORDS, type Rater, TRAINING, VOTES, type Vote } from './institution.ts';

const scoreArb = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('85', '85.01', '84.99', '90', '80.5', '88.005', '92.25') },
  { weight: 1, arbitrary: fc.constantFrom('0', '100', '64.9', '55', '71.3333') },
);
const votesArb = fc
  .array(
    fc.constantFrom(
      [1, 3, 1, 0],
      [0, 2, 1, 0],
      [6, 6, 7, 9],
      [5, 5, 6, 0],
      [6, 5, 5, 5],
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [7, 1, 0, 0],
      [2, 1, 0, 0],
    ),
    { minLength: RATER_WORDS.length, maxLength: RATER_WORDS.length },
  )
  .map((rows) => {
    const counts = (row: readonly number[] = []) => Object.fromEntries(VOTES.map((vote, v) => [vote, row[v] ?? 0])) as Record<Vote, number>;
    return Object.fromEntries(RATER_WORDS.map((rater, r) => [rater, counts(rows[r])])) as Record<Rater, Record<Vote, number>>;
  });
const many = (n: number): fc.Arbitrary<string[]> =>
  fc.oneof(
    scoreArb.map((score) => Array.from({ length: n }, () => score)),
    fc.array(scoreArb, { minLength: n, maxLength: n }),
  );
const entriesArb = fc.oneof(
  { weight: 2, arbitrary: fc.constant<string[]>([]) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom('1', '2', '2', '3.5', '-1', '-4', '-5', '0.0005'), { maxLength: 4 }) },
);
type Profile = Pick<Member, 'votes' | 'duties' | 'training' | 'conduct' | 'entries'>;
const profileArb: fc.Arbitrary<Profile> = fc.record({
  votes: votesArb,
  duties: many(DUTIES.length),
  training: many(TRAINING.length),
  conduct: scoreArb,
  entries: entriesArb,
});

const sanctionArb: fc.Arbitrary<{ kind: Punished; from: string }> = fc.record({
  kind: fc.constantFrom<Punished[]>('警告', '记过', '降低岗位等级', '开除', '口头告诫'),
  from: fc.constantFrom(
    '2025-07-01',
    '2025-07-02',
    '2025-01-01',
    '2025-01-02',
    '2024-01-01',
    '2024-01-02',
    '2025-12-31',
    '2026-01-01',
    '2026-12-31',
  ),
});
const memberArb = fc.record({
  profile: fc.oneof({ weight: 6, arbitrary: fc.nat(5) }, { weight: 1, arbitrary: profileArb }),
  status: fc.oneof(
    { weight: 10, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom('见习期', '病休累计超过六个月', '接受审查', '处分期内不定等次', '离岗创业') },
  ),
  inspected: fc.tuple(
    fc.constantFrom('90', '90', '85', '80.01', '80', '80.0', '79.99'),
    fc.constantFrom('90', '90', '85', '75.01', '75', '75.00', '74.99'),
  ),
  sanctions: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Member['sanctions']>([]) },
    { weight: 1, arbitrary: fc.array(sanctionArb, { maxLength: 2 }) },
  ),
});

const GROUPS = [
  ['专业技术', '中级'],
  ['管理', '科级'],
  ['专业技术', '初级'],
] as const;

export const membersArb: fc.Arbitrary<Member[]> = fc
  .tuple(
    fc.array(profileArb, { minLength: 6, maxLength: 6 }),
    fc
      .array(fc.constantFrom(1, 2, 3, 5, 10, 19, 20, 21), { minLength: 1, maxLength: 3 })
      .chain((sizes) => fc.tuple(...sizes.map((n) => fc.array(memberArb, { minLength: n, maxLength: n, size: 'max' })))),
  )
  .map(([pool, groups]) =>
    groups.flatMap((draws, g) =>
      draws.map(({ profile, ...draw }, i): Member => {
        const scores = typeof profile === 'number' ? pool[profile] : profile;
        if (scores === undefined) throw new Error('empty pool');
        const [category, level] = GROUPS[g] ?? GROUPS[0];
        const name = `甲${'一二三'.charAt(g)}${'零一二三四五六七八九'.charAt(Math.floor(i / 10))}${'零一二三四五六七八九'.charAt(i % 10)}`;
        return { id: `SY${g + 1}${String(i + 1).padStart(2, '0')}`, name, category, level, ...scores, ...draw };
      }),
    ),
  );
