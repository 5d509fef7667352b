// An office's data as the spreadsheets it would be sent in. The same export may be laid out in many ways; none of them may
// change a total, a rank or a list.

import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { Chance } from '../support/chance.ts';
import type { Block, Item, OfficeExport, OfficePerson } from './model.ts';
import { BALLOT_WORDS, CLASSES, STUDY_ITEMS, WORK_ITEMS } from './model.ts';

export type LaidCell = string | { n: string } | null;
export interface LaidSheet {
  name: string;
  rows: LaidCell[][];
  /** [first row, first column, last row, last column], counted from 0, ends included */
  merges: [number, number, number, number][];
}
export interface LaidBook {
  file: string;
  sheets: LaidSheet[];
}

export interface LayoutOpts {
  seed: number;
  /** 'flat': one sheet with a column a block, where nothing is kept in parts (else as 'full') */
  shape: 'flat' | 'full';
  ballots: 'wide' | 'two-row' | 'long';
  /** a file for each unit, or one for all */
  perUnit: boolean;
  /** title rows above the header */
  titles: boolean;
  /** a 注 row and a 制表人 row below the data */
  notes: boolean;
  /** a 合计 row below the data */
  totals: boolean;
  /** a 序号 column, which is no id and no rank */
  serial: boolean;
  /** rows, columns and sheets in an order of their own */
  shuffle: boolean;
  synonyms: boolean;
  script: 'simplified' | 'traditional' | 'both';
  /** spaces and line breaks inside the headers */
  dressed: boolean;
  numbers: 'number' | 'text' | 'both';
  /** ids that survive it are number cells */
  idsAsNumbers: boolean;
  /** where ready-made blocks stand in the full workbook */
  readyIn: 'roster' | 'scores';
  /** the header of the score on the sheet 党建工作责任制落实 */
  partyHeader: '得分' | 'block';
  /** a person's several inspections: rows of one sheet, or a sheet each */
  inspections: 'rows' | 'sheets';
  /** where the period can be read from; 'nowhere': it has to be given with --period */
  periodIn: 'title' | 'file' | 'nowhere';
  dates: 'iso' | 'slash' | 'cjk';
  /** people without data on a sheet: a row of blanks, or no row */
  blankRows: boolean;
}

export const plainLayout: LayoutOpts = {
  seed: 1,
  shape: 'full',
  ballots: 'wide',
  perUnit: false,
  titles: false,
  notes: false,
  totals: false,
  serial: false,
  shuffle: false,
  synonyms: false,
  script: 'simplified',
  dressed: false,
  numbers: 'number',
  idsAsNumbers: false,
  readyIn: 'scores',
  partyHeader: '得分',
  inspections: 'rows',
  periodIn: 'nowhere',
  dates: 'iso',
  blankRows: false,
};

export const layoutArb: fc.Arbitrary<LayoutOpts> = fc.record({
  seed: fc.nat(),
  shape: fc.constantFrom('flat' as const, 'full' as const),
  ballots: fc.constantFrom('wide' as const, 'two-row' as const, 'long' as const),
  perUnit: fc.boolean(),
  titles: fc.boolean(),
  notes: fc.boolean(),
  totals: fc.boolean(),
  serial: fc.boolean(),
  shuffle: fc.boolean(),
  synonyms: fc.boolean(),
  script: fc.constantFrom('simplified' as const, 'traditional' as const, 'both' as const),
  dressed: fc.boolean(),
  numbers: fc.constantFrom('number' as const, 'text' as const, 'both' as const),
  idsAsNumbers: fc.boolean(),
  readyIn: fc.constantFrom('roster' as const, 'scores' as const),
  partyHeader: fc.constantFrom('得分' as const, 'block' as const),
  inspections: fc.constantFrom('rows' as const, 'sheets' as const),
  periodIn: fc.constantFrom('title' as const, 'file' as const, 'nowhere' as const),
  dates: fc.constantFrom('iso' as const, 'slash' as const, 'cjk' as const),
  blankRows: fc.boolean(),
});

/** what CSV can carry: no merged cells, and no sheet name to say which block a 得分 is */
export const csvSafe = (opts: LayoutOpts): LayoutOpts => ({
  ...opts,
  ballots: opts.ballots === 'two-row' ? 'wide' : opts.ballots,
  partyHeader: 'block',
});

// ---------------------------------------------------------------- words

const SYNONYMS: Record<string, readonly string[]> = {
  工号: ['工号', '编号', '人员编号', '员工编号', '身份证号', 'ID'],
  姓名: ['姓名', '测评对象', '被考核人', '考核对象', '干部姓名'],
  单位: ['单位', '单位名称', '工作单位', '所在单位'],
  任现职级时间: ['任现职级时间', '任现职级日期'],
  职务: ['职务', '现任职务', '现职务'],
  职级: ['职级', '现职级'],
  人员类别: ['人员类别', '类别', '身份类别'],
  层级: ['层级', '层次', '职务层次'],
  考核状态: ['考核状态', '未确定等次或不参加考核情况说明'],
  事项: ['事项', '事由', '加减分事项'],
  处分种类: ['处分种类', '问责方式', '处分类型'],
  影响期开始: ['影响期开始', '影响期起', '处分日期'],
  影响期结束: ['影响期结束', '影响期止', '影响期截止日期'],
  容错结论: ['容错结论', '容错认定', '认定结论'],
  表彰机关: ['表彰机关', '授予单位'],
  等次: ['等次', '年度考核等次', '考核结果'],
  分值: ['分值', '分数'],
};

const TRADITIONAL: Record<string, string> = {
  工号: '工號',
  编号: '編號',
  人员编号: '人員編號',
  员工编号: '員工編號',
  身份证号: '身份證號',
  测评对象: '測評對象',
  考核对象: '考核對象',
  干部姓名: '幹部姓名',
  单位: '單位',
  单位名称: '單位名稱',
  工作单位: '工作單位',
  所在单位: '所在單位',
  职务: '職務',
  现任职务: '現任職務',
  现职务: '現職務',
  职级: '職級',
  现职级: '現職級',
  任现职级时间: '任現職級時間',
  任现职级日期: '任現職級日期',
  人员类别: '人員類別',
  类别: '類別',
  身份类别: '身份類別',
  层级: '層級',
  层次: '層次',
  职务层次: '職務層次',
  考核状态: '考核狀態',
  未确定等次或不参加考核情况说明: '未確定等次或不參加考核情況說明',
  干群评价: '幹群評價',
  工作作风与绩效: '工作作風與績效',
  政治理论与业务学习: '政治理論與業務學習',
  党建工作责任制落实: '黨建工作責任制落實',
  加减分项: '加減分項',
  勤学细研: '勤學細研',
  担当奉献: '擔當奉獻',
  创新争先: '創新爭先',
  刚性落实: '剛性落實',
  遵规守纪: '遵規守紀',
  工作绩效: '工作績效',
  政治理论: '政治理論',
  业务学习: '業務學習',
  政治素质: '政治素質',
  担当作为: '擔當作為',
  A票优秀: 'A票優秀',
  A票称职: 'A票稱職',
  A票基本称职: 'A票基本稱職',
  A票不称职: 'A票不稱職',
  A票弃权: 'A票棄權',
  B票优秀: 'B票優秀',
  B票称职: 'B票稱職',
  B票基本称职: 'B票基本稱職',
  B票不称职: 'B票不稱職',
  B票弃权: 'B票棄權',
  C票优秀: 'C票優秀',
  C票称职: 'C票稱職',
  C票基本称职: 'C票基本稱職',
  C票不称职: 'C票不稱職',
  C票弃权: 'C票棄權',
  A类: 'A類',
  B类: 'B類',
  C类: 'C類',
  优秀: '優秀',
  称职: '稱職',
  基本称职: '基本稱職',
  不称职: '不稱職',
  弃权: '棄權',
  评价主体: '評價主體',
  优秀票数: '優秀票數',
  称职票数: '稱職票數',
  基本称职票数: '基本稱職票數',
  不称职票数: '不稱職票數',
  弃权人数: '棄權人數',
  事项: '事項',
  加减分事项: '加減分事項',
  分数: '分數',
  序号: '序號',
};

const BLOCK_WORDS: Record<Block, string> = {
  evaluation: '干群评价',
  work: '工作作风与绩效',
  study: '政治理论与业务学习',
  party: '党建工作责任制落实',
  adjustment: '加减分项',
};
const READY: readonly Block[] = ['evaluation', 'work', 'study', 'party', 'adjustment'];

// ---------------------------------------------------------------- sheets

interface Column<Row> {
  header: string;
  cell: (row: Row) => LaidCell;
  /** the merged cell over the header */
  over?: string;
  role?: 'id' | 'name' | 'number';
}

function periodWords(period: string): string {
  const quarter = /^(\d{4})Q([1-4])$/.exec(period);
  return quarter === null ? `${period}年度` : `${quarter[1]}年第${'一二三四'.charAt(Number(quarter[2]) - 1)}季度`;
}

class Desk {
  readonly chance: Chance;
  constructor(
    readonly opts: LayoutOpts,
    readonly period: string | null,
  ) {
    this.chance = new Chance(opts.seed);
  }

  number(text: string): LaidCell {
    const { numbers } = this.opts;
    return numbers === 'number' || (numbers === 'both' && this.chance.below(2) === 0) ? { n: text } : text;
  }
  score(text: string | undefined): LaidCell {
    return text === undefined ? null : this.number(text);
  }
  id(id: string): LaidCell {
    return this.opts.idsAsNumbers && /^[1-9]\d{0,14}$/.test(id) ? { n: id } : id;
  }
  text(text: string): LaidCell {
    return text === '' ? null : text;
  }

  header(word: string, not: readonly string[] = []): string {
    const { synonyms, script, dressed } = this.opts;
    const words = synonyms ? (SYNONYMS[word] ?? [word]).filter((w) => !not.includes(w)) : [word];
    let text = this.chance.pick(words);
    if (script === 'traditional' || (script === 'both' && this.chance.below(2) === 0)) text = TRADITIONAL[text] ?? text;
    if (!dressed || text.length < 2) return text;
    const middle = Math.ceil(text.length / 2);
    switch (this.chance.below(6)) {
      case 0:
        return `${text.slice(0, middle)}\n${text.slice(middle)}`;
      case 1:
        return `${text.slice(0, 1)} ${text.slice(1)}`;
      case 2:
        return [...text].join('　');
      case 3:
        return ` ${text} `;
      case 4:
        return `${text.slice(0, middle)} \r\n${text.slice(middle)}`;
      default:
        return text;
    }
  }

  idColumn<Row>(id: (row: Row) => string, not: readonly string[] = []): Column<Row> {
    return { header: this.header('工号', not), cell: (row) => this.id(id(row)), role: 'id' };
  }
  nameColumn<Row>(name: (row: Row) => string): Column<Row> {
    return { header: this.header('姓名'), cell: (row) => name(row), role: 'name' };
  }

  /** lays out one sheet; undefined where it would have no rows */
  sheet<Row>(name: string, unit: string, data: readonly Row[], groups: readonly (readonly Column<Row>[])[]): LaidSheet | undefined {
    if (data.length === 0) return undefined;
    const { opts, chance } = this;
    const ordered = opts.shuffle ? chance.shuffled(groups) : groups;
    const columns = ordered.flatMap((group) => (opts.shuffle ? chance.shuffled(group) : group));
    if (opts.serial) columns.unshift({ header: this.header('序号'), cell: () => null });
    const lines = opts.shuffle ? chance.shuffled(data) : data;
    const width = columns.length;
    const rows: LaidCell[][] = [];
    const merges: [number, number, number, number][] = [];
    const across = (text: string): void => {
      if (width > 1) merges.push([rows.length, 0, rows.length, width - 1]);
      rows.push([text, ...Array.from({ length: width - 1 }, () => null)]);
    };

    if (opts.titles || (opts.periodIn === 'title' && this.period !== null)) {
      across(`${opts.periodIn === 'title' && this.period !== null ? periodWords(this.period) : ''}${name}表`);
    }
    if (opts.titles) across(`填报单位：${unit}　　填报日期：2026年10月8日`);

    if (columns.some((column) => column.over !== undefined)) {
      const top: LaidCell[] = [];
      const bottom: LaidCell[] = [];
      let c = 0;
      while (c < width) {
        const over = columns[c]?.over;
        if (over === undefined) {
          merges.push([rows.length, c, rows.length + 1, c]);
          top.push(columns[c]?.header ?? null);
          bottom.push(null);
          c += 1;
          continue;
        }
        const from = c;
        while (c < width && columns[c]?.over === over) {
          top.push(c === from ? over : null);
          bottom.push(columns[c]?.header ?? null);
          c += 1;
        }
        if (c - from > 1) merges.push([rows.length, from, rows.length, c - 1]);
      }
      rows.push(top, bottom);
    } else {
      rows.push(columns.map((column) => column.header));
    }

    lines.forEach((line, i) => {
      rows.push(columns.map((column, c) => (opts.serial && c === 0 ? { n: String(i + 1) } : column.cell(line))));
    });

    if (opts.totals) {
      const first = columns.findIndex((column) => column.role === 'name');
      const mayLead = columns[0]?.role !== 'id' && columns[0]?.role !== 'number';
      const label = mayLead && chance.below(2) === 0 ? 0 : first;
      const values = rows.slice(-lines.length);
      rows.push(
        columns.map((column, c) => {
          if (c === label) return '合计';
          if (column.role !== 'number') return null;
          const hundredths = values.reduce((total, row) => {
            const cell = row[c] ?? null;
            return total + Math.round(Number(cell === null ? 0 : typeof cell === 'string' ? cell : cell.n) * 100);
          }, 0);
          return { n: String(hundredths / 100) };
        }),
      );
    }
    if (opts.notes) {
      across('注：本表由各单位如实填写，统一报政治部。');
      across('制表人：周某　　审核人：吴某');
    }
    return { name, rows, merges };
  }
}

function dateAs(iso: string, style: LayoutOpts['dates']): string {
  const [year, month, day] = iso.split('-');
  if (style === 'slash') return `${year}/${Number(month)}/${Number(day)}`;
  if (style === 'cjk') return `${year}年${Number(month)}月${Number(day)}日`;
  return iso;
}

/** sanctions, error tolerance, priorities and grades of years, each on a sheet of its own */
function recordSheets(
  desk: Desk,
  people: readonly OfficePerson[],
  unit: string,
  has: (test: (person: OfficePerson) => boolean) => boolean,
): (LaidSheet | undefined)[] {
  type Of<K extends 'sanctions' | 'exemptions' | 'priorities' | 'grades'> = {
    person: OfficePerson;
    of: NonNullable<OfficePerson[K]>[number];
  };
  const rows = <K extends 'sanctions' | 'exemptions' | 'priorities' | 'grades'>(key: K): Of<K>[] =>
    people.flatMap((person) => ((person[key] ?? []) as NonNullable<OfficePerson[K]>[number][]).map((of): Of<K> => ({ person, of })));
  const who = <R extends { person: OfficePerson }>(): Column<R>[][] => [
    [desk.idColumn<R>((r) => r.person.id, ['编号', 'ID'])],
    [desk.nameColumn<R>((r) => r.person.name)],
  ];
  const column = <R>(header: string, cell: (r: R) => string | undefined): Column<R>[] => [
    { header: desk.header(header), cell: (r) => cell(r) ?? null },
  ];
  const day = (iso: string | undefined): string | undefined => (iso === undefined ? undefined : dateAs(iso, desk.opts.dates));
  const sheets: (LaidSheet | undefined)[] = [];
  if (has((p) => (p.sanctions ?? []).length > 0))
    sheets.push(
      desk.sheet('问责处分', unit, rows('sanctions'), [
        ...who<Of<'sanctions'>>(),
        column('处分种类', (r) => r.of.kind),
        column('影响期开始', (r) => day(r.of.from)),
        column('影响期结束', (r) => day(r.of.to)),
        column('编号', (r) => r.of.number),
      ]),
    );
  if (has((p) => (p.exemptions ?? []).length > 0))
    sheets.push(
      desk.sheet('容错', unit, rows('exemptions'), [
        ...who<Of<'exemptions'>>(),
        column('编号', (r) => r.of.number),
        column('容错情形', () => '先行先试'),
        column('容错结论', (r) => r.of.outcome),
        column('减轻比例', (r) => (r.of.percent === undefined ? undefined : `${r.of.percent}%`)),
      ]),
    );
  if (has((p) => (p.priorities ?? []).length > 0))
    sheets.push(
      desk.sheet('优先', unit, rows('priorities'), [
        ...who<Of<'priorities'>>(),
        column('优先类别', (r) => r.of.kind),
        column('事项', (r) => r.of.matter),
        column('表彰机关', (r) => (r.of.kind === '重点工作' ? undefined : r.of.by)),
      ]),
    );
  if (has((p) => (p.grades ?? []).length > 0))
    sheets.push(
      desk.sheet('历年等次', unit, rows('grades'), [
        ...who<Of<'grades'>>(),
        column('年度', (r) => String(r.of.year)),
        column('等次', (r) => r.of.grade),
      ]),
    );
  return sheets;
}

function layOutUnit(desk: Desk, whole: OfficeExport, people: readonly OfficePerson[], unit: string): LaidSheet[] {
  const { opts } = desk;
  type P = OfficePerson;
  // which columns there are is the same in every file of the export
  const has = (test: (person: P) => boolean): boolean => whole.people.some(test);
  const ready = READY.filter((block) => has((person) => person.given[block] !== undefined));
  const hasItems = (items: readonly Item[]): boolean => has((person) => items.some((item) => person.items[item] !== undefined));
  const hasParts =
    has((person) => person.ballots !== undefined || person.entries.length > 0) || hasItems(WORK_ITEMS) || hasItems(STUDY_ITEMS);
  const flat = opts.shape === 'flat' && !hasParts;

  const who = (): Column<P>[][] => [[desk.idColumn<P>((p) => p.id)], [desk.nameColumn<P>((p) => p.name)]];
  const score = (header: string, text: (person: P) => string | undefined): Column<P> => ({
    header,
    cell: (person) => desk.score(text(person)),
    role: 'number',
  });
  const blockColumn = (block: Block): Column<P> => score(desk.header(BLOCK_WORDS[block]), (p) => p.given[block]);
  const present = (test: (person: P) => boolean): P[] => people.filter((person) => opts.blankRows || test(person));
  const sheets: (LaidSheet | undefined)[] = [];

  const roster: Column<P>[][] = [
    ...who(),
    [{ header: desk.header('单位'), cell: (p) => desk.text(p.unit) }],
    [{ header: desk.header('职务'), cell: (p) => desk.text(p.post) }],
    [{ header: desk.header('职级'), cell: (p) => desk.text(p.rank) }],
    [{ header: desk.header('人员类别'), cell: (p) => desk.text(p.category) }],
    [{ header: desk.header('层级'), cell: (p) => desk.text(p.level) }],
    [{ header: desk.header('考核状态'), cell: (p) => desk.text(p.status) }],
  ];
  if (has((p) => p.since !== undefined)) {
    roster.push([{ header: desk.header('任现职级时间'), cell: (p) => (p.since === undefined ? null : dateAs(p.since, opts.dates)) }]);
  }
  const partyApart = !flat && ready.includes('party') && (hasParts || opts.readyIn === 'scores');
  const readyColumns = ready.filter((block) => !(partyApart && block === 'party'));
  if (flat || opts.readyIn === 'roster') roster.push(...readyColumns.map((block) => [blockColumn(block)]));
  sheets.push(desk.sheet(flat ? '考核得分' : '花名册', unit, people, roster));

  if (!flat && opts.readyIn === 'scores' && readyColumns.length > 0) {
    const data = present((person) => readyColumns.some((block) => person.given[block] !== undefined));
    sheets.push(desk.sheet('考核得分', unit, data, [...who(), ...readyColumns.map((block) => [blockColumn(block)])]));
  }
  if (partyApart) {
    const header = opts.partyHeader === 'block' ? desk.header(BLOCK_WORDS.party) : desk.header('得分');
    const data = present((person) => person.given.party !== undefined);
    sheets.push(desk.sheet('党建工作责任制落实', unit, data, [...who(), [score(header, (p) => p.given.party)]]));
  }
  for (const [name, items] of [
    ['工作作风与绩效', WORK_ITEMS],
    ['政治理论与业务学习', STUDY_ITEMS],
  ] as const) {
    if (!hasItems(items)) continue;
    const data = present((person) => items.some((item) => person.items[item] !== undefined));
    sheets.push(desk.sheet(name, unit, data, [...who(), ...items.map((item) => [score(desk.header(item), (p) => p.items[item])])]));
  }

  if (has((person) => person.ballots !== undefined)) {
    if (opts.ballots === 'long') {
      type Line = { person: P; raters: (typeof CLASSES)[number] };
      const lines = people.filter((p) => p.ballots !== undefined).flatMap((person) => CLASSES.map((raters): Line => ({ person, raters })));
      const words = [
        ['优秀', '优秀票数'],
        ['称职', '称职票数'],
        ['基本称职', '基本称职票数'],
        ['不称职', '不称职票数'],
        ['弃权', '弃权人数'],
      ] as const;
      sheets.push(
        desk.sheet('民主测评', unit, lines, [
          [desk.idColumn<Line>((line) => line.person.id)],
          [desk.nameColumn<Line>((line) => line.person.name)],
          [{ header: desk.header('评价主体'), cell: (line) => line.raters }],
          ...words.map(([word, header]): Column<Line>[] => [
            {
              header: desk.header(header),
              cell: (line) => desk.score(line.person.ballots?.[line.raters][word].toString()),
              role: 'number',
            },
          ]),
        ]),
      );
    } else {
      const data = present((person) => person.ballots !== undefined);
      const votes = CLASSES.map((raters) => {
        const over = opts.ballots === 'two-row' ? desk.header(`${raters}类`) : undefined;
        return BALLOT_WORDS.map((word): Column<P> => {
          const column = score(desk.header(over === undefined ? `${raters}票${word}` : word), (p) => p.ballots?.[raters][word].toString());
          return over === undefined ? column : { ...column, over };
        });
      });
      // apart, so that the columns of the classes mix; but not from under the cell merged over them
      sheets.push(
        desk.sheet('民主测评', unit, data, [...who(), ...(opts.ballots === 'two-row' ? votes : votes.flat().map((column) => [column]))]),
      );
    }
  }

  if (has((person) => person.entries.length > 0)) {
    type Line = { person: P; entry: P['entries'][number] };
    const lines = people.flatMap((person) => person.entries.map((entry): Line => ({ person, entry })));
    const columns: Column<Line>[][] = [
      [desk.idColumn<Line>((line) => line.person.id, ['编号', 'ID'])], // 编号 is the entry's own on this sheet
      [desk.nameColumn<Line>((line) => line.person.name)],
      [{ header: desk.header('事项'), cell: (line) => line.entry.matter }],
      [{ header: desk.header('分值'), cell: (line) => desk.number(line.entry.value), role: 'number' }],
      [{ header: desk.header('日期'), cell: (line) => (line.entry.date === undefined ? null : dateAs(line.entry.date, opts.dates)) }],
    ];
    if (has((person) => person.entries.some((entry) => entry.number !== undefined))) {
      columns.push([{ header: desk.header('编号'), cell: (line) => line.entry.number ?? null }]);
    }
    sheets.push(desk.sheet('加减分', unit, lines, columns));
  }

  sheets.push(...recordSheets(desk, people, unit, has));

  type Seen = { person: P; seen: NonNullable<P['inspections']>[number]; nth: number };
  const seen = people.flatMap((person) => (person.inspections ?? []).map((one, nth): Seen => ({ person, seen: one, nth })));
  const rounds =
    opts.inspections === 'rows' ? [seen] : [...new Set(seen.map((s) => s.nth))].sort().map((nth) => seen.filter((s) => s.nth === nth));
  rounds.forEach((lines, r) => {
    sheets.push(
      desk.sheet(r === 0 ? '考察' : `考察${r + 1}`, unit, lines, [
        [desk.idColumn<Seen>((line) => line.person.id)],
        [desk.nameColumn<Seen>((line) => line.person.name)],
        [{ header: desk.header('政治素质'), cell: (line) => desk.number(line.seen.政治素质), role: 'number' }],
        [{ header: desk.header('担当作为'), cell: (line) => desk.number(line.seen.担当作为), role: 'number' }],
      ]),
    );
  });

  const laid = sheets.filter((sheet) => sheet !== undefined);
  return opts.shuffle ? desk.chance.shuffled(laid) : laid;
}

export function layOut(office: OfficeExport, opts: LayoutOpts = plainLayout): LaidBook[] {
  const desk = new Desk(opts, office.period);
  const ending = opts.periodIn === 'file' && office.period !== null ? `_${office.period}` : '';
  if (!opts.perUnit) return [{ file: `考核${ending}.xlsx`, sheets: layOutUnit(desk, office, office.people, '某省司法厅') }];
  const units = [...new Set(office.people.map((person) => person.unit))];
  return units.map((unit) => ({
    file: `${unit}${ending}.xlsx`,
    sheets: layOutUnit(
      desk,
      office,
      office.people.filter((person) => person.unit === unit),
      unit,
    ),
  }));
}

// ---------------------------------------------------------------- files

const shown = (cell: LaidCell): string => (cell === null ? '' : typeof cell === 'string' ? cell : cell.n);

/** RFC 4180: CRLF, and quotes where they are needed; merged cells leave blanks */
export function toCsv(sheet: LaidSheet): string {
  const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return sheet.rows.map((row) => `${row.map((cell) => quoted(shown(cell))).join(',')}\r\n`).join('');
}

/** one CSV a sheet, named after book and sheet */
export const csvFiles = (book: LaidBook): { file: string; text: string }[] =>
  book.sheets.map((sheet) => ({ file: `${book.file.replace(/\.xlsx$/, '')}_${sheet.name}.csv`, text: toCsv(sheet) }));

export async function toXlsx(book: LaidBook): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.created = new Date(Date.UTC(2026, 0, 1));
  workbook.modified = workbook.created;
  for (const sheet of book.sheets) {
    const page = workbook.addWorksheet(sheet.name);
    sheet.rows.forEach((row, r) => {
      row.forEach((cell, c) => {
        if (cell === null) return;
        page.getCell(r + 1, c + 1).value = typeof cell === 'string' ? cell : Number(cell.n);
      });
    });
    for (const [r1, c1, r2, c2] of sheet.merges) page.mergeCells(r1 + 1, c1 + 1, r2 + 1, c2 + 1);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
