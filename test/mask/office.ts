// A small office that writes names wherever offices write them.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folder } from '../commands/desk.ts';

/** A key, and another. */
export const keys = { key: 'a key of sixteen bytes or more', other: 'another key of sixteen bytes' };

export interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly unit?: string;
}

/** 高山 is a part of what a unit is called; two are called 李明; 欧阳文 is written in traditional characters elsewhere. */
export const people: readonly Somebody[] = [
  { id: '23000101', name: '冯雅宁' },
  { id: '23000102', name: '高山', unit: '高山县司法局' },
  { id: '23000103', name: '李明' },
  { id: '23000104', name: '李明', unit: '高山县司法局' },
  { id: '23000105', name: '欧阳文' },
  { id: '23000106', name: '买买提·吐尔逊' },
  { id: '23000107', name: '沈国梁' },
  { id: '23000108', name: '韩雨桐' },
];

/** Who only stands in the fields and notes of others. */
export const others = ['王强', '赵志远', '钱小红', '孙建国'];
/** Numbers by which somebody may be known. */
export const numbers = ['330102199003074518', '13800138000', '33010219850101001X'];

export const csv = (rows: readonly (readonly string[])[]): string => rows.map((r) => `${r.join(',')}\r\n`).join('');

/** A folder `办公室冯雅宁报送` of three tables, and keys beside it. */
export async function office(): Promise<{ readonly cwd: string; readonly export: string }> {
  const cwd = await folder();
  const at = '办公室冯雅宁报送';
  mkdirSync(path.join(cwd, at));
  for (const [name, text] of Object.entries(keys)) writeFileSync(path.join(cwd, name), text);
  const write = (name: string, rows: readonly (readonly string[])[]) => writeFileSync(path.join(cwd, at, name), csv(rows));
  write('冯雅宁-考核得分.csv', [
    ['2026年第三季度考核得分　填表人：钱小红　联系电话：13800138000'],
    [
      '工号',
      '身份证号',
      '姓名',
      '单位',
      '职务',
      '人员类别',
      '层级',
      '干群评价',
      '工作作风与绩效',
      '政治理论与业务学习',
      '党建工作责任制落实',
      '家属',
    ],
    ...people.map(({ id, name, unit = '办公室' }, i) => [
      id,
      i === 0 ? '330102199003074518' : '',
      name,
      unit,
      i === 1 ? '高山县司法局局长' : '科员',
      '综合管理类',
      '科级',
      ...(['95', '91', '91', '90', '89', '88', '87', '86'][i] ?? '').split(' ').flatMap((s) => [s, s, s, s]),
      i === 0 ? '孙建国' : '',
    ]),
    ['审核人：', '孙建国'],
  ]);
  write('加减分.csv', [
    ['工号', '姓名', '事项', '分值', '日期', '依据'],
    ['23000101', '冯雅宁', '与高山、李明一同办案', '2', '2026-08-01', '高山县局〔2026〕3号'],
    ['23000101', '冯雅宁', '与高 山、李明一同办案', '3', '2026-08-02', ''],
    ['23000101', '冯雅宁', '与歐陽文一同办案（身份证33010219850101001X）', '1', '2026-08-03', ''],
    ['23000107', '沈国梁', '顶撞 冯　雅　宁（23000101），电话138-0013-8000', '-2', '2026-08-04', ''],
  ]);
  write('谈话.csv', [
    ['工号', '姓名', '日期', '档案板块', '内容', '谈话人', '结果'],
    [
      '23000108',
      '韩雨桐',
      '2026-08-05',
      '谈话记录',
      '王强同志主持，王强与赵志远参加；买买提吐尔逊提出意见',
      '王强主任、赵志远',
      '表示改进',
    ],
    ['23000107', '沈国梁', '2026-08-06', '谈话记录', '组织谈话', '分管负责人', ''],
  ]);
  return { cwd, export: at };
}

/** As the leak test looks for them. */
export const secrets: readonly string[] = [
  ...people.flatMap((p) => (p.name === '高山' ? [p.id] : [p.id, p.name])),
  '买买提吐尔逊',
  '歐陽文',
  ...others,
  ...numbers,
  '138-0013-8000',
];
