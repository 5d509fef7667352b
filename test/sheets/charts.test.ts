// Charts of a workbook: parts, their types and ties; order of elements; figures, gaps, cells; the same bytes; still read as before.
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { ColumnChart, LineChart, PaperBook } from '../../src/paper.ts';
import { chartXml } from '../../src/sheets/charts/chart-xml.ts';
import { labelSides } from '../../src/sheets/charts/labels.ts';
import { scaleOf } from '../../src/sheets/charts/scale.ts';
import { writeXlsx } from '../../src/sheets/xlsx-write.ts';
import { scanXml } from '../../src/sheets/xml.ts';
import { disorder } from './chart-schema.ts';
import { chartBook, places, quarters, scores } from './charts.ts';
import { bookFrom, cellsOf } from './reading.ts';

const setting = { lang: 'zh-Hans', font: { latin: 'Calibri', eastAsia: '宋体' }, sheet: 'a' } as const;
const partsOf = async (book: PaperBook): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(unzipSync(await writeXlsx(book))).map(([name, bytes]) => [name, strFromU8(bytes)]));

/** A chart of one line of these figures. */
const line = (values: (string | null)[], axis: Partial<LineChart['axis']> = {}): LineChart => ({
  title: 't',
  categories: values.map((_, i) => String(i)),
  series: [{ name: 's', values }],
  axis: { title: 'a', ...axis },
});

const columns = (over: Partial<ColumnChart> = {}): ColumnChart => ({
  kind: 'columns',
  title: '各分数段人数',
  categories: ['<82', '82–83.99', '≥84'],
  series: [{ name: '人数', values: ['3', '0', '7'] }],
  across: '总分',
  axis: { title: '人数', places: 0 },
  ...over,
});
const two = columns({
  series: [
    { name: '甲', values: ['91.25', null, '7'] },
    { name: '乙', values: ['3', '4', '5'] },
  ],
  axis: { title: '平均分', places: 2 },
});

describe('parts of the workbook', () => {
  test('each chart is a part, tied to a drawing of its sheet; every tie leads somewhere and every part has its type', async () => {
    const parts = await partsOf(chartBook());
    const charts = Object.keys(parts).filter((n) => n.startsWith('xl/charts/'));
    expect(charts).toEqual(['xl/charts/chart1.xml', 'xl/charts/chart2.xml', 'xl/charts/chart3.xml']);
    expect(Object.keys(parts).filter((n) => /^xl\/drawings\/drawing/.test(n))).toEqual([
      'xl/drawings/drawing1.xml',
      'xl/drawings/drawing3.xml',
    ]);
    for (const [name, xml] of Object.entries(parts).filter(([n]) => n.endsWith('.rels'))) {
      const folder = name.replace(/_rels\/[^/]+$/, '');
      const ids = [...xml.matchAll(/Id="([^"]+)"/g)].map((m) => m[1]);
      expect(new Set(ids).size, name).toBe(ids.length);
      for (const [, target = ''] of xml.matchAll(/Target="([^"]+)"/g)) {
        const to = target.startsWith('/') ? target.slice(1) : new URL(target, `x:///${folder}`).pathname.slice(1);
        expect(Object.keys(parts), `${name} → ${target}`).toContain(to);
      }
    }
    const types = parts['[Content_Types].xml'] ?? '';
    for (const name of charts)
      expect(types).toContain(
        `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>`,
      );
    expect(types).toContain('PartName="/xl/drawings/drawing3.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"');
    expect(parts['xl/worksheets/sheet2.xml']).not.toContain('<drawing');
    expect(parts['xl/worksheets/_rels/sheet2.xml.rels']).toBeUndefined();
    // Beside a comment, whose own drawing follows.
    expect(parts['xl/worksheets/sheet3.xml']).toMatch(/<\/headerFooter><drawing r:id="rIdDrawing"\/><legacyDrawing r:id="rId\d+"\/>/);
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(/<drawing r:id="rIdDrawing"\/><\/worksheet>$/);
    for (const [name, xml] of Object.entries(parts)) if (!name.endsWith('/')) scanXml(xml, name, {});
  });

  test('a drawing stands over its cells, and says what it shows', async () => {
    const { 'xl/drawings/drawing1.xml': xml = '' } = await partsOf(chartBook());
    expect(disorder(xml)).toEqual([]);
    expect(xml).toContain('<xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>8</xdr:row>');
    expect(xml).toContain('<xdr:to><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>26</xdr:row>');
    expect(xml).toContain('descr="近六个季度得分 &lt;走势&gt; &amp; 本组平均"');
    expect([...xml.matchAll(/<xdr:cNvPr id="(\d+)"/g)].map((m) => m[1])).toEqual(['2', '3']);
  });

  test('a chart follows the cells it names, and keeps their figures; without cells it keeps its own', async () => {
    const parts = await partsOf(chartBook());
    const live = parts['xl/charts/chart1.xml'] ?? '';
    expect(live).toContain('<c:tx><c:strRef><c:f>\'走势 O\'\'x\'!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>本人</c:v>');
    expect(live).toContain("<c:cat><c:strRef><c:f>'走势 O''x'!$A$2:$A$7</c:f><c:strCache><c:ptCount val=\"6\"/>");
    expect(live).toContain(
      '<c:val><c:numRef><c:f>\'走势 O\'\'x\'!$B$2:$B$7</c:f><c:numCache><c:formatCode>0.00</c:formatCode><c:ptCount val="6"/><c:pt idx="0"><c:v>91.25</c:v></c:pt><c:pt idx="1"><c:v>91.40</c:v></c:pt><c:pt idx="3">',
    );
    const own = parts['xl/charts/chart3.xml'] ?? '';
    expect(own).toContain('<c:cat><c:strLit><c:ptCount val="6"/><c:pt idx="0"><c:v>2025Q1</c:v>');
    expect(own).toContain('<c:val><c:numLit><c:formatCode>0</c:formatCode><c:ptCount val="6"/><c:pt idx="0"><c:v>7</c:v>');
  });

  test('the same paper is the same bytes; the cells are read as before', async () => {
    const [a, b] = [await writeXlsx(chartBook()), await writeXlsx(chartBook())];
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true);
    const book = chartBook();
    const bare = { ...book, sheets: book.sheets.map(({ charts: _, ...sheet }) => sheet) };
    const [read, without] = [await bookFrom(a), await bookFrom(await writeXlsx(bare))];
    expect(read.own).toBe(true);
    expect(read.sheets).toEqual(without.sheets);
    expect(cellsOf(read)).toHaveLength(26);
  });

  const first = chartBook().sheets[0];
  const withChart = (chart: LineChart | ColumnChart, anchor = { top: 0, left: 0, bottom: 9, right: 5 }): PaperBook => {
    const book = chartBook();
    return { ...book, sheets: [{ ...(first as PaperBook['sheets'][number]), charts: [{ chart, anchor }] }] };
  };
  test.each([
    ['other figures than its cells', withChart({ ...line(['1']), categoriesAt: { range: { top: 1, left: 0, bottom: 1, right: 0 } } })],
    ['cells of no sheet', withChart({ ...line(['1']), categoriesAt: { sheet: '无', range: { top: 1, left: 0, bottom: 1, right: 0 } } })],
    ['a value too few', withChart({ ...scores, categories: quarters.slice(1) })],
    ['no number', withChart(line(['1/3']))],
    ['a rank that is none', withChart(line(['1.5'], { ranks: true }))],
    ['no series', withChart({ ...scores, series: [] })],
    ['no room', withChart(scores, { top: 3, left: 0, bottom: 2, right: 0 })],
    ['columns below zero', withChart(columns({ series: [{ name: 's', values: ['1', '-1', '2'] }] }))],
    ['an axis of nothing', withChart(line(['1'], { min: '5', max: '5' }))],
  ])('a fault of the program is thrown: %s', async (_, book) => {
    await expect(writeXlsx(book)).rejects.toThrow(/chart/);
  });
});

describe('the chart', () => {
  test.each([
    ['two lines', scores],
    ['ranks', places],
    ['no figure at all', line([null, null])],
    ['columns', columns({ touching: true })],
    ['columns of two', two],
  ])('elements stand as the schema has them: %s', (_, chart) => {
    for (const lang of ['zh-Hans', 'zh-Hant', 'en'] as const) {
      const xml = chartXml(chart, { ...setting, lang, data: 'rId1' });
      expect(disorder(xml)).toEqual([]);
      expect(xml).not.toMatch(/NaN|Infinity|undefined|null/);
    }
  });
  test('the order is really looked at', () => {
    const xml = chartXml(scores, setting);
    expect(disorder(xml.replace(/(<c:grouping[^>]*>)(<c:varyColors[^>]*>)/, '$2$1'))).toEqual(['lineChart: grouping after varyColors']);
  });

  test('columns rise from zero, touch where they are a distribution, differ in grey, and grow with their cells', () => {
    const xml = chartXml(columns({ touching: true }), setting);
    expect(xml).toContain('<c:barDir val="col"/><c:grouping val="clustered"/>');
    expect(xml).toContain('<c:gapWidth val="6"/>');
    expect(chartXml(two, setting)).toContain('<c:gapWidth val="60"/>');
    // The highest is left to the program that draws: a rule that is changed may move people.
    expect(/<c:valAx>.*?<\/c:scaling>/.exec(xml)?.[0]).toBe(
      '<c:valAx><c:axId val="10002"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>',
    );
    expect(xml).toContain('<c:majorUnit val="1"/>');
    expect(xml).not.toContain('<c:legend>');
    const fills = chartXml(two, setting).match(/<c:ser>.*?<c:invertIfNegative/g) ?? [];
    expect(new Set(fills.map((f) => /<c:spPr>.*<\/a:solidFill><a:ln/.exec(f)?.[0])).size).toBe(2);
    expect([...xml.matchAll(/<c:title>.*?<a:t>([^<]*)/g)].map((m) => m[1])).toEqual(['各分数段人数', '总分', '人数']);
  });

  test('gaps stay open, lines differ without colour, values are shown', () => {
    const xml = chartXml(scores, setting);
    expect(xml).toContain('<c:dispBlanksAs val="gap"/>');
    expect([...xml.matchAll(/<c:symbol val="(\w+)"/g)].map((m) => m[1])).toEqual(['circle', 'square']);
    expect([...xml.matchAll(/w="22225".*?<a:prstDash val="(\w+)"/g)].map((m) => m[1])).toEqual(['solid', 'dash']);
    for (const [, colour = ''] of xml.matchAll(/srgbClr val="(\w{6})"/g)) expect(colour).toMatch(/^(\w\w)\1\1$/);
    expect(xml).toContain('<c:showVal val="1"/>');
    expect(xml).toContain('<c:legend>');
    expect(chartXml(line(['1']), setting)).not.toContain('<c:legend>');
  });

  test('ranks: 1 on top, the categories at the foot, whole numbers', () => {
    const xml = chartXml(places, setting);
    expect(xml).toContain('<c:orientation val="maxMin"/><c:max val="13"/><c:min val="1"/>');
    expect(/<c:catAx>.*<\/c:catAx>/.exec(xml)?.[0]).toContain('<c:crosses val="max"/>');
    expect(xml).toContain('<c:majorUnit val="2"/>');
    expect(xml).toContain('<c:numFmt formatCode="0" sourceLinked="0"/>');
  });

  test.each([
    [line(['91.25', '91.4']), { min: '91.20', max: '91.45', unit: '0.05', ticks: '0.00', values: '0.00' }],
    [line(['60', '95.5']), { min: '50', max: '110', unit: '10', ticks: '0', values: '0.0' }],
    [line(['60', '95.5'], { max: '100', places: 2 }), { min: '50', max: '100', unit: '10', ticks: '0', values: '0.00' }],
    [line(['88.5', '88.5']), { min: '88.40', max: '88.60', unit: '0.05' }],
    [line(['-3', '1.5']), { min: '-4', max: '4', unit: '2' }],
    [line(['0', '3']), { min: '0', max: '4', unit: '1' }],
    [columns(), { min: '0', max: '8', unit: '1', ticks: '0', values: '0' }],
    [two, { min: '0', max: '120', unit: '20', ticks: '0', values: '0.00' }],
    [line(['1', '1'], { ranks: true }), { min: '1', max: '3', unit: '1' }],
    [line(['3', '6'], { ranks: true }), { min: '1', max: '7', unit: '1' }],
    [line(['3', '120'], { ranks: true }), { min: '1', max: '151', unit: '50' }],
  ])('the axis lies close around the values %#', (chart, scale) => {
    expect(scaleOf(chart)).toMatchObject(scale);
  });

  test('values stand where no line runs', () => {
    expect(labelSides(line(['2', '1', '2', null, '3']))).toEqual([['t', 'b', 't', 't', 't']]);
    expect(labelSides(line(['2', '1', '2'], { ranks: true }))).toEqual([['b', 't', 'b']]);
    const three = { ...line(['1', '2']), series: ['1 2', '3 2', '2 3'].map((v, i) => ({ name: `${i}`, values: v.split(' ') })) };
    expect(labelSides(three)).toEqual([
      ['b', 'r'],
      ['t', 'b'],
      ['r', 't'],
    ]);
  });
});
