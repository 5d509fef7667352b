// Reports that tests write: every kind of figure and block, plain and hostile.

import type { ListPaper } from '../../../src/paper.ts';
import type { Report, ReportBlock } from '../../../src/report.ts';

const bare = { name: '', subtitle: [], nobody: '（无）', notes: [], signatures: '' };

export const list = (over: Partial<ListPaper> = {}): ListPaper => ({
  ...bare,
  key: 'list',
  title: '名单',
  columns: [
    { key: 'rank', header: '名次', width: 6, look: 'center' },
    { key: 'name', header: '姓名', width: 10, look: 'text' },
    { key: 'total', header: '总分', width: 9, look: 'two-places' },
    { key: 'note', header: '说明', width: 20, look: 'wrapped' },
  ],
  rows: [
    ['1', '张三', { number: '95.50' }, ''],
    ['2', '李四', { number: '80.10' }, '第一行\n第二行'],
    ['3', '王五', null, null],
  ],
  ...over,
});

export const figures = {
  distribution: {
    kind: 'figure',
    title: '分布',
    told: '三段',
    figure: {
      kind: 'distribution',
      axis: '总分',
      count: '人数',
      bins: [
        { from: '70', to: '72', count: 3 },
        { from: '72', to: '74', count: 0 },
        { from: '74', to: '76', count: 12 },
        { from: '76', to: '78', count: 5 },
      ],
      lines: [
        { name: '后30%界线 75.31', at: '75.31', tone: 'bar' },
        { name: '后5%界线 70.2', at: '70.2', tone: 'talk' },
      ],
    },
  },
  intervals: {
    kind: 'figure',
    title: '区间',
    told: '四人',
    figure: {
      kind: 'intervals',
      axis: '名次',
      ranks: true,
      rows: [
        { name: '张三', at: '3', low: '1', high: '6', tone: 'plain' },
        { name: '李四', at: '8', low: '5', high: '11', tone: 'held' },
        { name: '王五', at: '15', low: '12', high: '20', tone: 'bar' },
        { name: '欧阳一个很长很长的名字放不下', at: '20', low: '18', high: '20', tone: 'talk' },
      ],
      lines: [{ name: '后30%', at: '14.5', tone: 'bar' }],
    },
  },
  profile: {
    kind: 'figure',
    title: '对照',
    told: '三个板块',
    figure: {
      kind: 'profile',
      axes: [
        { name: '干群评价', min: '60', max: '100' },
        { name: '工作作风与绩效', min: '70', max: '95' },
        { name: '加减分项', min: '-5', max: '5' },
      ],
      band: { name: '中间一半', low: ['75', '80', '-1'], high: ['90', '88', '1.5'] },
      series: [
        { name: '张三', values: ['82.5', '71', null], tone: 'self' },
        { name: '平均', values: ['84.25', '83', '0.5'], tone: 'plain' },
      ],
    },
  },
  movement: {
    kind: 'figure',
    title: '升降',
    told: '三人',
    figure: {
      kind: 'movement',
      stages: ['2026Q1', '2026Q2', '2026Q3'],
      axis: '名次',
      ranks: true,
      series: [
        { name: '张三', values: ['1', '4', '2'], tone: 'plain' },
        { name: '李四', values: ['2', null, '5'], tone: 'bar' },
        { name: '王五', values: ['5', '1', null], tone: 'self' },
      ],
    },
  },
} as const satisfies Readonly<Record<string, Extract<ReportBlock, { kind: 'figure' }>>>;

export const report = (blocks: readonly ReportBlock[], over: Partial<Report> = {}): Report => ({
  lang: 'zh-Hans',
  title: '报告',
  subtitle: ['截止日期：2026-09-30'],
  foot: '考核办法',
  blocks,
  ...over,
});

export const everything = (over: Partial<Report> = {}): Report =>
  report(
    [
      { kind: 'heading', text: '一' },
      { kind: 'paragraph', text: '正文' },
      figures.distribution,
      figures.intervals,
      { kind: 'heading', text: '一之一', level: 2 },
      { kind: 'paragraph', text: '小字', small: true },
      figures.profile,
      { kind: 'heading', text: '二' },
      { kind: 'table', list: list({ subtitle: ['上'], notes: ['下'], signatures: '制表：' }) },
      { kind: 'heading', text: '三' },
      figures.movement,
      { kind: 'table', list: list({ title: '空表', rows: [] }) },
    ],
    over,
  );

/** Texts that try to be markup, style, script, another direction of writing, or nothing at all. */
export const hostile = [
  '<script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onfocus='alert(1)",
  '&lt;b&gt; &amp; &#60;',
  '</title></svg></figure>',
  '\u202e张三\u202c 甲\u2066乙',
  'a\u0000b\u0007c\u009bd',
  '\ud800 半个',
  '\ufffe\ufdd0\u{1ffff}',
  '\\3c/style\\3e "; } @import url(http://example.invalid/x.css); {',
  '<!-- --> ]]> <![CDATA[',
  '\u200b\u00ad',
  '{page} {pages}',
  'e\u0301'.repeat(40),
];
