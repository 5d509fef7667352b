// Works out by hand arithmetic every figure that `appraise why` prints in Chinese, and says where one does not follow; shares no code with src.
import { ceil, compare, floor, halfUp, minus, number, over, plus, type Q, q, same, sum, times, worked } from './fraction.ts';
import type { Part, Table, Told } from './told.ts';

/** What one printed page comes to, for what is only seen across a group. */
export interface Page {
  readonly id: string;
  readonly group: string;
  /** null: not ranked. */
  readonly ranked: Ranked | null;
  /** Cells with the figure that the page says stands there; null where it says none. */
  readonly cells: readonly { readonly at: string; readonly value: string | null }[];
}
export interface Ranked {
  readonly total: Q;
  readonly rank: number;
  readonly n: number;
  readonly equal: number;
  readonly blocks: ReadonlyMap<string, Q>;
  readonly tiesBy: readonly string[];
  readonly grade: string | null;
  readonly year: boolean;
  readonly cuts: ReadonlyMap<string, { readonly k: number; readonly ties: string; readonly state: string }>;
}

class Wrong extends Error {}
function claim(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Wrong(what);
}
const found = (re: RegExp, text: string | undefined): RegExpExecArray => {
  const m = re.exec(text ?? '');
  claim(m !== null, `“${text}” does not read ${re}`);
  return m;
};
const figure = '-?\\d+(?:\\.\\d+)?';
const exactly = `(${figure}(?:/\\d+)?)(?:≈(${figure}))?`;

/** `left = right`, where `right` may be a fraction with its decimal. */
function equation(left: string, right: string, about: string | undefined): Q {
  const value = worked(left);
  claim(same(value, number(right)), `${left} = ${right}`);
  if (about !== undefined) claim(same(halfUp(value, 4), number(about)), `${right} ≈ ${about}`);
  return value;
}

/** Recomputes a page; throws at the first figure that does not follow from those before it. */
export function workedOut(told: Told): Page {
  const cells: { at: string; value: string | null }[] = [];
  const section = (name: string): readonly Part[] => told.sections.get(name) ?? [];
  const form = (label: string) => told.form.get(label) ?? '';
  everyEquation(told);
  const blocks = new Map<string, Q>();
  for (const part of section('各板块得分怎样得来').slice(1)) {
    const [, name = '', printed = ''] = found(new RegExp(`^(.+)：(${figure})分$`), part.title);
    const value = blockOf(part, cells);
    claim(same(value, number(printed)), `${name}: ${printed}`);
    blocks.set(name, value);
  }
  for (const table of [...told.sections.values()].flatMap((parts) => parts.flatMap((p) => p.tables))) addresses(table, cells);
  const [name] = told.sections.keys();
  claim(name === '结果', 'the result comes first');
  linesOf(section('考察和记录'), cells);
  const standing = section('名次和名单');
  if (standing.length === 0) {
    claim(form('总分') === '' && form('名次/人数').startsWith('未参加排名'), 'not ranked: no total');
    const at = section('未参加排名')[0]?.lines.find((l) => l.startsWith('单元格：'));
    claim(at !== undefined, 'not ranked: a cell');
    for (const a of addressesIn(at.slice(4))) cells.push({ at: a, value: null });
    return { id: form('编号'), group: form('组别'), ranked: null, cells };
  }
  const year = told.sections.has('年度总分怎样得来');
  const total = year ? yearTotal(section('年度总分怎样得来')) : quarterTotal(section('总分怎样得来'), blocks);
  claim(same(total, number(form('总分'))), `total ${form('总分')}`);
  const ranked = rankOf(standing, form('名次/人数'));
  cutsInResult(told, ranked);
  const grade = gradeOf(section('等次和职级'), form('总分'));
  movesOf(section('怎样才会不同'), total, blocks);
  return { id: form('编号'), group: form('组别'), ranked: { ...ranked, total, blocks, grade, year }, cells };
}

/** Wherever a sum stands before `=` it comes to what stands behind. */
function everyEquation(told: Told): void {
  const texts = [...told.sections.values()].flatMap((parts) =>
    parts.flatMap((p) => [...p.lines, ...p.tables.flatMap((t) => t.rows.flat())]),
  );
  for (const text of texts)
    for (const m of text.matchAll(new RegExp(`(?<=^|[：，]|平均|有效票|排名|考核)([(\\d][\\d.%/×÷+()-]*)=${exactly}`, 'g')))
      equation(m[1] ?? '', m[2] ?? '', m[3]);
}

// ── blocks ──

function blockOf(part: Part, cells: { at: string; value: string | null }[]): Q {
  const [table] = part.tables;
  const [first = ''] = part.lines;
  const rounding = part.lines.find((l) => l.startsWith('四舍五入保留'));
  const rounded = (exact: Q): Q => {
    const [, places = '', printed = ''] = found(new RegExp(`^四舍五入保留(\\d)位小数=(${figure})$`), rounding);
    claim((printed.split('.')[1] ?? '').length === Number(places), `${printed} on ${places} places`);
    claim(same(halfUp(exact, Number(places)), number(printed)), `${exact.n}/${exact.d} rounds to ${printed}`);
    return number(printed);
  };
  if (table?.head[0] === '评价主体') return rounded(ballots(part, table, cells));
  if (table?.head[0] === '分项') return rounded(items(part, table, cells));
  if (table?.head[0] === '事项') return entries(part, table, cells);
  if (first.startsWith('没有加减分事项')) return q(0);
  if (first.startsWith('各季度平均')) {
    const [, left = '', right = '', about] = found(new RegExp(`^各季度平均，只在总分相同时比较：(.+)=${exactly}$`), first);
    return rounded(equation(left, right, about));
  }
  const [, given = '', lowest, highest, held] = found(
    new RegExp(`^直接给出(${figure})，(?:按原数使用|超出(${figure})至(${figure})，计(${figure}))。$`),
    first,
  );
  const [at = ''] = addressesIn((part.lines[1] ?? '').replace(/^单元格：/, ''));
  cells.push({ at, value: given });
  if (held === undefined || lowest === undefined || highest === undefined) return number(given);
  claim(same(within(number(given), number(lowest), number(highest)), number(held)), `${given} held at ${held}`);
  return number(held);
}

const within = (v: Q, lowest: Q, highest: Q): Q => (compare(v, lowest) < 0 ? lowest : compare(v, highest) > 0 ? highest : v);

function ballots(part: Part, table: Table, cells: { at: string; value: string | null }[]): Q {
  const classes = table.rows.map(([who = '', way = '', at = '']) => {
    const [, percent = ''] = found(new RegExp(`(${figure})%$`), who);
    const weight = over(number(percent), q(100));
    const [, products = '', total = '', valid = '', votes = '', rest = ''] = found(
      /^(.+?×\d+(?:\.\d+)?)=(\d+(?:\.\d+)?)有效票([\d+]+)=(\d+)(.*)$/,
      way,
    );
    const pairs = [...products.matchAll(/(\d+)×(\d+(?:\.\d+)?)(?=\+|$)/g)].map((m) => ({ count: m[1] ?? '', worth: m[2] ?? '' }));
    claim(pairs.length === products.split('+').length, `options of ${products}`);
    claim(same(sum(pairs.map((p) => times(number(p.count), number(p.worth)))), number(total)), `${products} = ${total}`);
    claim(valid === pairs.map((p) => p.count).join('+'), `valid ballots ${valid}`);
    claim(same(sum(pairs.map((p) => number(p.count))), number(votes)), `${valid} = ${votes}`);
    const own = addressesIn(at);
    cells.push(...pairs.map((p, i) => ({ at: own[i] ?? '', value: p.count })));
    if (votes === '0') {
      claim(rest.startsWith('没有有效票'), rest);
      return { weight, mean: null };
    }
    const [, left = '', right = '', about] = found(new RegExp(`^平均(\\d+(?:\\.\\d+)?÷\\d+)=${exactly}`), rest);
    claim(left === `${total}÷${votes}`, `mean of ${total} over ${votes}`);
    return { weight, mean: equation(left, right, about) };
  });
  const present = classes.flatMap((c) => (c.mean ? [{ ...c, mean: c.mean }] : []));
  const exact = over(sum(present.map((c) => times(c.weight, c.mean))), sum(present.map((c) => c.weight)));
  const line = part.lines.find((l) => l.startsWith('按权重合成：'));
  const [, left = '', right = '', about] = found(new RegExp(`^按权重合成：(.+)=${exactly}$`), line);
  claim(same(equation(left, right, about), exact), `${left} is made of the classes`);
  return exact;
}

function items(part: Part, table: Table, cells: { at: string; value: string | null }[]): Q {
  const trimmed = table.head.includes('是否计入');
  const rows = table.rows.map((r) => ({ value: r[1] ?? '', counts: !trimmed || r[2] === '计入', at: r.at(-1) ?? '' }));
  cells.push(...rows.map((r) => ({ at: r.at, value: r.value })));
  const kept = rows.filter((r) => r.counts).map((r) => number(r.value));
  if (trimmed) {
    const sorted = rows.map((r) => number(r.value)).sort(compare);
    const left = [...kept].sort(compare);
    claim(
      sorted.length - left.length === 2 && left.every((v, i) => same(v, sorted[i + 1] ?? q(-1))),
      'one highest and one lowest are left out',
    );
  }
  const [, terms = '', total = ''] = found(new RegExp(`^计入的合计：(.+)=(${figure})$`), part.lines[0]);
  claim(
    terms ===
      rows
        .filter((r) => r.counts)
        .map((r) => r.value)
        .join('+') && same(sum(kept), number(total)),
    `${terms} = ${total}`,
  );
  const [, left = '', right = '', about] = found(new RegExp(`^平均：(.+)=${exactly}$`), part.lines[1]);
  claim(left === `${total}÷${kept.length}`, left);
  return equation(left, right, about);
}

function entries(part: Part, table: Table, cells: { at: string; value: string | null }[]): Q {
  const rows = table.rows.map(([, value = '', counts = '', at = '']) => {
    const [before = value, after = value] = value.replace(/（.*$/, '').split('→');
    cells.push({ at, value: before });
    return { value: number(after), counts, at };
  });
  for (const r of rows.filter((x) => x.counts !== '计入')) {
    if (r.counts === '不计入：分值为0') continue;
    const [, higher = '', cell = ''] = found(new RegExp(`^不计入：同一事项只计最高的(${figure})（(.+)）$`), r.counts);
    const other = rows.find((x) => x.at === cell);
    claim(other?.counts === '计入' && same(other.value, number(higher)) && compare(r.value, other.value) <= 0, r.counts);
    claim(compare(r.value, q(0)) > 0, 'every deduction counts');
  }
  const [, left = '', total = ''] = found(new RegExp(`^计入的合计：(.+)=(${figure})$`), part.lines[0]);
  const counted = sum(rows.filter((r) => r.counts === '计入').map((r) => r.value));
  claim(same(worked(left), counted) && same(counted, number(total)), `${left} = ${total}`);
  const [, how, lowest = '', highest = '', value = ''] = found(
    new RegExp(`^(在|超出)(${figure})至(${figure})(?:之内)?，计(${figure})$`),
    part.lines[1],
  );
  const held = within(counted, number(lowest), number(highest));
  claim(same(held, number(value)) && (how === '在') === same(held, counted), `${total} held at ${value}`);
  return held;
}

// ── total ──

function quarterTotal([part]: readonly Part[], blocks: ReadonlyMap<string, Q>): Q {
  const [table] = part?.tables ?? [];
  claim(table?.rows.length === 5, 'five blocks');
  const adds = table.rows.map(([name = '', score = '', weight = '', add = '']) => {
    claim(same(blocks.get(name) ?? q(-1), number(score)), `${name} ${score}`);
    const value = weight === '+' ? number(score) : times(number(score), worked(weight));
    claim(same(value, number(add)), `${score} × ${weight} = ${add}`);
    return value;
  });
  claim(same(sum(table.rows.slice(0, 4).map((r) => worked(r[2] ?? ''))), q(1)), 'weights come to a hundred per cent');
  const [, left = '', right = '', about] = found(new RegExp(`^合计：(.+)=${exactly}$`), part?.lines[0]);
  claim(same(equation(left, right, about), sum(adds)), `${left} is the sum of the blocks`);
  return roundedLine(part?.lines[1], sum(adds));
}

function yearTotal([part]: readonly Part[]): Q {
  const [table] = part?.tables ?? [];
  claim(table !== undefined && table.rows.length > 0, 'quarters');
  const totals = table.rows.map((r) => r[1] ?? '');
  const [, left = '', right = '', about] = found(new RegExp(`^平均：(.+)=${exactly}$`), part?.lines[0]);
  claim(left === `(${totals.join('+')})÷${totals.length}`, left);
  return roundedLine(part?.lines[1], equation(left, right, about));
}

function roundedLine(line: string | undefined, exact: Q): Q {
  const [, places = '', printed = ''] = found(new RegExp(`^四舍五入保留(\\d)位小数=(${figure})$`), line);
  claim(same(halfUp(exact, Number(places)), number(printed)), `rounds to ${printed}`);
  return number(printed);
}

// ── rank and cuts ──

function rankOf([first, ...cutParts]: readonly Part[], shown: string): Omit<Ranked, 'total' | 'blocks' | 'grade' | 'year'> {
  const [counts = '', rankLine = '', ties = ''] = first?.lines ?? [];
  const [n = 0, above = 0, equal = 0, below = 0] = found(
    /^本组参加排名(\d+)人：高于本人(\d+)人，与本人名次相同的另有(\d+)人，低于本人(\d+)人。$/,
    counts,
  )
    .slice(1)
    .map(Number);
  claim(above + 1 + equal + below === n, counts);
  const [, one = '', rank = ''] = found(/^名次：(\d+)\+1=(\d+)$/, rankLine);
  claim(Number(one) === above && Number(rank) === above + 1 && shown === `${rank}/${n}`, rankLine);
  const by = /^总分相同的，依次比较：(.+)。$/.exec(ties)?.[1];
  const cuts = new Map(cutParts.map((p) => [p.title, cutOf(p, n, equal, below)]));
  return { n, rank: above + 1, equal, tiesBy: by ? by.split('、') : [], cuts };
}

const modes: Readonly<Record<string, (v: Q) => bigint>> = { 四舍五入: (v) => halfUp(v, 0).n, 舍去尾数: floor, 进一: ceil };

function cutOf(part: Part, n: number, equal: number, below: number) {
  const [, heads = '', share = '', exact = '', mode = '', k = ''] = found(/^人数：(\d+)×([\d.]+%)=([\d.]+)，(.+)=(\d+)人$/, part.lines[0]);
  claim(Number(heads) === n && same(times(q(n), worked(share)), number(exact)), `${heads} × ${share}`);
  claim(modes[mode]?.(number(exact)) === BigInt(k), `${exact} ${mode} ${k}`);
  if (k === '0') {
    claim(part.lines[1] === '取整后为0人，没有名单。', 'k is 0');
    return { k: 0, ties: '', state: '未列入' };
  }
  const [, atOrBelow = '', under = '', ties = ''] = found(
    /^名次与本人相同和在本人以下的共(\d+)人（含本人），在本人以下的(\d+)人；(.+)。$/,
    part.lines[1],
  );
  claim(Number(atOrBelow) === below + equal + 1 && Number(under) === below, part.lines[1] ?? '');
  const state = stateOf(ties, Number(k), below + equal + 1, below);
  claim((part.lines[2] ?? '').endsWith(`${state === '待议' ? '待议' : state}。`), `${part.lines[2]}: ${state}`);
  for (const m of (part.lines[2] ?? '').matchAll(/(\d+)([≤<>≥])(\d+)/g)) {
    const [a, b] = [Number(m[1]), Number(m[3])];
    claim({ '≤': a <= b, '<': a < b, '>': a > b, '≥': a >= b }[m[2] as '≤'], m[0]);
  }
  return { k: Number(k), ties, state };
}

/** By the tie rule alone, from head counts. */
export function stateOf(ties: string, k: number, atOrBelow: number, below: number): string {
  if (ties === '并列者一并列入') return below < k ? '列入' : '未列入';
  if (atOrBelow <= k) return '列入';
  return below < k ? '待议' : '未列入';
}

function cutsInResult(told: Told, ranked: Pick<Ranked, 'rank' | 'n' | 'cuts'>): void {
  const rows = told.sections.get('结果')?.[0]?.tables[0]?.rows ?? [];
  for (const [name, cut] of ranked.cuts) {
    const [, state, figureText, line] = rows.find((r) => r[0] === name) ?? [];
    claim(state === cut.state && figureText === `第${ranked.rank}名`, `${name} ${state}`);
    claim(line === (cut.k === 0 ? '取0人，没有名单' : `第${ranked.n - cut.k + 1}名及以后`), `${name} ${line}`);
  }
}

// ── lines, grade, moves ──

function linesOf([part]: readonly Part[], cells: { at: string; value: string | null }[]): void {
  const table = part?.tables.find((t) => t.head[0] === '考察');
  for (const [quality = '', score = '', line = '', distance = '', at = ''] of table?.rows ?? []) {
    if (score === '没有得分') continue;
    cells.push({ at, value: score });
    const above = minus(number(score), number(line));
    const barred = part?.lines.includes(`${quality}正好${line}分的也受限制。`);
    const [, points = ''] = /([\d.]+)$/.exec(distance) ?? [];
    if (distance === '正好在线上') claim(same(above, q(0)) && !barred, `${score} on ${line}`);
    else if (distance.startsWith('高出')) claim(same(above, number(points)) && compare(above, q(0)) > 0, `${score} − ${line}`);
    else {
      const needed = plus(number(score), number(points));
      claim(distance.startsWith('还差'), distance);
      claim(barred ? compare(needed, number(line)) > 0 && compare(above, q(0)) <= 0 : same(needed, number(line)), `${score} + ${points}`);
    }
  }
}

function gradeOf(parts: readonly Part[], total: string): string | null {
  const part = parts.find((p) => p.title.startsWith('等次建议：'));
  if (!part) return null;
  const [places = '', share = ''] = part.lines;
  const [, heads = '', percent = '', exact = '', mode = '', all = ''] = found(
    /^.+的名额：.+?(\d+)×([\d.]+%)=([\d.]+)，(.+)=(\d+)个$/,
    places,
  );
  claim(same(times(number(heads), worked(percent)), number(exact)) && modes[mode]?.(number(exact)) === BigInt(all), places);
  if (share.startsWith('分到本组')) {
    const [, own = '', left = '', right = '', about, given = ''] = found(
      new RegExp(`^分到本组（应参加(\\d+)人）：(\\d+×\\d+÷\\d+)=${exactly}，按最大余数得(\\d+)个$`),
      share,
    );
    const part_ = equation(left, right, about);
    claim(left === `${all}×${own}÷${heads}`, left);
    claim([floor(part_), floor(part_) + 1n].includes(BigInt(given)), share);
  }
  for (const l of part.lines) {
    const m = new RegExp(`^总分(${figure})分，达到.*?(${figure})分`).exec(l);
    if (m) claim(same(number(m[1] ?? ''), number(total)) && compare(number(m[1] ?? ''), number(m[2] ?? '')) >= 0, l);
  }
  return part.title.slice('等次建议：'.length);
}

function movesOf(parts: readonly Part[], total: Q, blocks: ReadonlyMap<string, Q>): void {
  claim(parts.length > 1, 'what would have changed the outcome');
  for (const row of parts.flatMap((p) => p.tables.flatMap((t) => t.rows))) {
    const [name = '', now = '', ...moves] = row;
    const known = name === '总分' ? total : blocks.get(name);
    if (known) claim(same(known, number(now)), `${name} now ${now}`);
    for (const m of moves) {
      if (m === '达不到') continue;
      const [, to = '', change = ''] = found(new RegExp(`^(${figure})\\(([+-][\\d.]+)\\)$`), m);
      claim(same(plus(number(now), number(change)), number(to)), `${now} ${change} = ${to}`);
    }
  }
}

// ── cells ──

function addresses(table: Table, cells: { at: string; value: string | null }[]): void {
  const col = table.head.indexOf('单元格');
  if (col < 0) return;
  for (const r of table.rows) for (const at of addressesIn(r[col] ?? '')) cells.push({ at, value: null });
}

/** `a.xlsx!表!C5,D5；b.csv!E3` one by one. */
export function addressesIn(text: string): string[] {
  if (text === '') return [];
  return text.split('；').flatMap((group) => {
    const cut = group.lastIndexOf('!');
    return group
      .slice(cut + 1)
      .split(',')
      .map((a) => `${group.slice(0, cut)}!${a}`);
  });
}
