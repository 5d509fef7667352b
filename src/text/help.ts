import type { Lang } from '../types.ts';

/** Words of `--help`, apart from the others so that help costs no more than itself. */
const zh = {
  tool: '按写成数据的考核办法，对干部考核计分、排名，并说明每一个数字的来历。',
  usage: '退出码：0 完成；1 数据有问题；2 用法或政策有误；3 程序错误；130 被中断。',
  rank: '读取各单位导出的表，计分排名，写出带公式的排名工作簿。',
  init: '写出填报模板；给出文件时，起草列对照（哪一列是什么）',
  initFiles: '要起草列对照的文件；不给则写出模板工作簿',
  fields: '列出列对照可用的内容名',
  map: '列对照文件（YAML）：表头认不出时说明哪一列是什么',
  files: '文件或文件夹（.xlsx、.csv），- 表示标准输入',
  policy: '政策文件（YAML）；不给则用自带的示范办法',
  period: '考核周期，如 2026Q3 或 2026；不给则从表中读出',
  asOf: '截止日期，如 2026-09-30；不给则取周期最后一天',
  format: '输出格式：xlsx、json、csv、md；不给则按输出文件的后缀，否则为 xlsx',
  output: '输出文件，- 表示标准输出',
  force: '覆盖已有的输出文件',
  lang: '工作簿的文字：zh-Hans、zh-Hant、en',
  allowIncomplete: '数据有误的人不参加排名，其余照常；仍以退出码 1 结束',
  verbose: '逐条列出全部问题和说明',
  policyGroup: '查看、检查考核政策',
  show: '列出政策的每一项参数及其条款',
  check: '核对政策：写法、权重、条款、引文',
  test: '验算政策自带的例题',
  schema: '输出政策文件的 JSON Schema，供编辑器使用',
  showFormat: '输出格式：text、json、md、yaml',
  regulation: '输出办法全文',
  color: '使用颜色',
  noColor: '不使用颜色',
  version: '显示版本',
  help: '显示帮助',
};
const en: Help = {
  tool: 'Scores and ranks the appraisal of staff by a regulation kept as data, and shows where every figure comes from.',
  usage: 'Exit codes: 0 done; 1 problems in the data; 2 usage or policy wrong; 3 internal error; 130 interrupted.',
  rank: 'Reads the spreadsheets that offices export, scores and ranks, and writes a ranked workbook with live formulas.',
  init: 'writes a template workbook; with files, drafts the map of their columns',
  initFiles: 'files to draft a map of columns for; none: the template workbook',
  fields: 'list the fields that a map may name',
  map: 'map of columns (YAML): says what columns are whose headers nobody could guess',
  files: 'files or folders (.xlsx, .csv); - is standard input',
  policy: 'policy file (YAML); else the built-in model regulation',
  period: 'period, such as 2026Q3 or 2026; else read from the tables',
  asOf: 'as-of date, such as 2026-09-30; else the last day of the period',
  format: 'output format: xlsx, json, csv, md; else by the ending of the output, else xlsx',
  output: 'output file; - is standard output',
  force: 'overwrite an existing output file',
  lang: 'language of the workbook: zh-Hans, zh-Hant, en',
  allowIncomplete: 'leave out people whose data have errors and rank the others; still ends with exit code 1',
  verbose: 'list every problem and note',
  policyGroup: 'look at and check a policy',
  show: 'list every parameter of the policy with its clause',
  check: 'check the policy: shape, weights, clauses, quotes',
  test: 'run the worked examples of the policy',
  schema: 'print the JSON Schema of policy files, for editors',
  showFormat: 'output format: text, json, md, yaml',
  regulation: 'print the text of the regulation',
  color: 'use colours',
  noColor: 'use no colours',
  version: 'show the version',
  help: 'show help',
};
/** The words of help. */
export type Help = typeof zh;

/** The words of help in a language; what turns them into traditional characters is loaded for those only. */
export async function helpFor(lang: Lang): Promise<Help> {
  if (lang === 'en') return en;
  if (lang === 'zh-Hans') return zh;
  const { toTraditional, traditional } = await import('./text.ts');
  return toTraditional(zh, await traditional());
}
