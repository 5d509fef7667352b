// Exports as CSV text, for tests of what is found in them.
import type { Problem } from '../../src/types.ts';
import { policyWith, type Ran, run } from '../support/pipeline.ts';

export const policy = policyWith();
export const blocks = ['干群评价', '工作作风与绩效', '政治理论与业务学习', '党建工作责任制落实'] as const;
export const head = `工号,姓名,单位,人员类别,层级,${blocks.join(',')}`;
const surnames = [...'赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦尤许何'];
export const nameOf = (n: number): string => `${surnames[n % surnames.length]}${[...'甲乙丙丁庚辛壬癸'][n % 8]}${n >= 20 ? '生' : '文'}`;

/** A person of the plain export, number n, with other cells where they are given. */
export function person(n: number, cells: { readonly [column: string]: string } = {}): string {
  const plain: Record<string, string> = {
    工号: `10${n}`,
    姓名: nameOf(n),
    单位: '办公室',
    人员类别: '公务员',
    层级: '科级',
    干群评价: String(85 + (n % 7)),
    工作作风与绩效: String(82 + (n % 9)),
    政治理论与业务学习: String(80 + (n % 11)),
    党建工作责任制落实: String(81 + (n % 13)),
  };
  return head
    .split(',')
    .map((h) => cells[h] ?? plain[h])
    .join(',');
}

/** A sheet of n plain people under the usual title and header; `cells` gives what differs, by number of the person from 1 on. */
export function people(n: number, cells: (n: number) => { readonly [column: string]: string } = () => ({})): string {
  const rows = Array.from({ length: n }, (_, i) => person(i + 1, cells(i + 1)));
  return ['2026年第三季度考核', head, ...rows, ''].join('\n');
}

export interface Found extends Ran {
  /** Codes of errors and warnings, each once, in order. */
  readonly codes: readonly string[];
  readonly notes: readonly string[];
  readonly of: (code: string) => readonly Problem[];
}

/** Ranks files given as CSV text. */
export async function found(files: Record<string, string>, by = policy): Promise<Found> {
  const ran = await run(
    Object.entries(files).map(([file, text]) => ({ file, bytes: new TextEncoder().encode(text) })),
    by,
  );
  const inspection = new Set(['table/no-inspection', 'table/no-period']);
  const told = ran.problems.filter((p) => !inspection.has(p.code));
  return {
    ...ran,
    codes: [...new Set(told.filter((p) => p.severity !== 'note').map((p) => p.code))],
    notes: [...new Set(told.filter((p) => p.severity === 'note').map((p) => p.code))],
    of: (code) => told.filter((p) => p.code === code),
  };
}
