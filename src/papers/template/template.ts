/** `appraise init`: an empty workbook for a unit to fill in; its headers are the policy's words, each with what belongs there. */

import type { Range } from '../../book.ts';
import type { PaperBook, PaperCell, PaperRow, PaperSheet } from '../../paper.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Names } from '../../policy/primitives.ts';
import { templateMarker } from '../../table/marked-list.ts';
import { nameOfField, Vocabulary } from '../../table/vocabulary.ts';
import { nameIn } from '../../text/names.ts';
import { fill, type Words } from '../../text/text.ts';
import type { Lang } from '../../types.ts';

export interface TemplateInput {
  readonly policy: Policy;
  readonly lang: Lang;
  readonly words: Words;
  /** Simplified → traditional, where `lang` asks for it. */
  readonly convert: (text: string) => string;
}

/** Points: four lines, for the longest names of votes. */
const headerHeight = 60;
/** Rows made ready to be typed in; more may be added below. */
const readyRows = 300;

interface Column {
  /** As a map would name it (`fieldNames`). */
  readonly field: string;
  readonly header: string;
  readonly note: string;
  readonly width: number;
  readonly numbers?: { readonly min: string; readonly max: string; readonly whole: boolean; readonly message: string };
  readonly options?: readonly string[];
}

interface Form {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly Column[];
}

/** The template under a policy: instructions, roster, votes, scores, entries and inspections. */
export function templateBook(input: TemplateInput): PaperBook {
  const forms = formsOf(input);
  const { words, lang } = input;
  return {
    lang,
    title: words.template.title,
    footLeft: '',
    marker: templateMarker,
    sheets: [guide(forms, input), ...forms.map(formSheet)],
  };
}

function formsOf({ policy, lang, words, convert }: TemplateInput): Form[] {
  const w = words.template;
  const vocabulary = new Vocabulary(policy);
  const name = (names: Names) => nameIn(names, lang, convert);
  const { evaluation, work, study, party, adjustment } = policy.blocks;
  const scale = { min: policy.scale.lowest.value.toText(), max: policy.scale.highest.value.toText() };
  const clauseText = (at: string) => fill(w.clause, { clause: at });
  /** The first of several writings that is read back as the field. */
  const header = (field: string, writings: readonly string[]): string => {
    const found = writings.find((text) => {
      const meant = vocabulary.fieldOf('', text);
      return meant !== null && nameOfField(meant) === field;
    });
    return found ?? (writings[0] as string);
  };
  const plain = (field: keyof typeof w.columns, width: number, options?: readonly string[]): Column => {
    const { header: text, note } = w.columns[field];
    return { field, header: header(field, [text]), note, width, ...(options ? { options } : {}) };
  };
  const score = (field: string, names: Names, writings: readonly string[], clause: string): Column => ({
    field,
    header: header(field, [name(names), ...writings]),
    note: `${fill(w.score, scale)}\n${clauseText(clause)}`,
    width: 14,
    numbers: { ...scale, whole: false, message: fill(w.scoreWrong, scale) },
  });
  const options = [
    ...evaluation.options.map((o) => ({ key: o.key, name: name(o.name), words: o.words, clause: o.worth.clause.at })),
    ...evaluation.void.words.slice(0, 1).map((v) => ({ key: null, name: v, words: [v], clause: evaluation.void.clause.at })),
  ];
  const votes = evaluation.classes.flatMap((c) =>
    options.map((o): Column => {
      const writings = [name(c.name), ...c.words].flatMap((cw) =>
        [o.name, ...o.words].flatMap((ow) => Object.values(w.votes).map((v) => fill(v, { class: cw, option: ow }))),
      );
      const wanted = (text: string) => {
        const meant = vocabulary.fieldOf('', text);
        return (
          meant?.kind === 'votes' &&
          meant.raterClass === c.key &&
          (o.key === null ? meant.option.startsWith('void-') : meant.option === o.key)
        );
      };
      return {
        field: `votes:${c.key}:${o.key ?? 'void'}`,
        header: writings.find(wanted) ?? (writings[0] as string),
        note: `${fill(w.votesNote, { class: name(c.name), option: o.name })}\n${clauseText(o.clause)}`,
        width: 13,
        numbers: { min: '0', max: '100000', whole: true, message: w.votesWrong },
      };
    }),
  );
  const who = [plain('id', 14), plain('name', 10)];
  const items = (b: 'work' | 'study') =>
    policy.blocks[b].items.map((i) => score(`item:${i.key}`, i.name, i.words, (b === 'work' ? work : study).clause.at));
  const { normal, reasons } = policy['not-ranked'];
  const states = [...normal.slice(0, 1), ...reasons.flatMap((r) => r.words.slice(0, 1))];
  const categories = [...new Set((policy.total.groups ?? []).map((g) => g.category))];
  const [low, high] = [adjustment.lowest.value.toText(), adjustment.highest.value.toText()];
  return [
    {
      name: w.sheets.roster,
      about: w.about.roster,
      columns: [
        ...who,
        ...[plain('unit', 16), plain('department', 14), plain('post', 16), plain('rank', 14)],
        plain('category', 14, categories.length > 0 ? categories : undefined),
        ...[plain('level', 12), plain('status', 14, states)],
      ],
    },
    { name: w.sheets.votes, about: w.about.votes, columns: [...who, ...votes] },
    {
      name: w.sheets.scores,
      about: fill(w.about.scores, { work: name(work.name), study: name(study.name), party: name(party.name) }),
      columns: [...who, ...items('work'), ...items('study'), score('block:party', party.name, party.words, party.clause.at)],
    },
    {
      name: w.sheets.entries,
      about: fill(w.about.entries, { lowest: low, highest: high }),
      columns: [...who, plain('matter', 30), plain('entry-value', 10), plain('entry-date', 13), plain('entry-basis', 24)],
    },
    {
      name: w.sheets.inspection,
      about: w.about.inspection,
      columns: [...who, ...policy.lines.map((l) => score(`quality:${l.key}`, l.quality, l.words, l.line.clause.at))],
    },
  ];
}

function formSheet({ name, columns }: Form): PaperSheet {
  const range = (col: number): Range => ({ top: 1, left: col, bottom: readyRows, right: col });
  const blank = columns.map((c): PaperCell => ({ value: null, look: c.numbers ? 'entry-number' : 'entry-text' }));
  return {
    name,
    widths: columns.map((c) => c.width),
    rows: [
      { cells: columns.map((c): PaperCell => ({ value: c.header, look: 'header', note: c.note })), height: headerHeight },
      ...Array.from({ length: readyRows }, (): PaperRow => ({ cells: blank, height: 18 })),
    ],
    merges: [],
    freeze: { rows: 1, cols: 2 },
    repeatRows: { from: 0, to: 0 },
    dataBars: [],
    marks: [],
    dropDowns: columns.flatMap((c, i) => (c.options ? [{ range: range(i), options: c.options, strict: false }] : [])),
    numbers: columns.flatMap((c, i) => (c.numbers ? [{ range: range(i), ...c.numbers }] : [])),
    outlined: [],
    tab: 'group',
  };
}

function guide(forms: readonly Form[], { words, policy, lang, convert }: TemplateInput): PaperSheet {
  const w = words.template;
  const span = (value: string, look: PaperCell['look']): PaperRow => ({ cells: [{ value, look }] });
  const head = [
    span(w.title, 'title'),
    span(fill(w.by, { policy: nameIn(policy.name, lang, convert), edition: policy.edition }), 'subtitle'),
    span(templateMarker, 'note'),
    ...Object.values(w.steps).map((s) => span(s, 'note')),
  ];
  const lines = forms.flatMap((f) => [
    span(fill(w.sheetHeading, { sheet: f.name, about: f.about }), 'heading'),
    ...f.columns.map(
      (c): PaperRow => ({
        cells: [
          { value: f.name, look: 'text', link: `'${f.name}'!A1` },
          { value: c.header, look: 'wrapped' },
          { value: c.note.replaceAll('\n', ' '), look: 'wrapped' },
        ],
      }),
    ),
  ]);
  const rows = [...head, ...lines];
  return {
    name: w.sheets.guide,
    widths: [18, 24, 80],
    rows,
    merges: rows.flatMap((r, row) => (r.cells.length === 1 ? [{ top: row, bottom: row, left: 0, right: 2 }] : [])),
    dataBars: [],
    marks: [],
    dropDowns: [],
    outlined: [],
    tab: 'rules',
  };
}
