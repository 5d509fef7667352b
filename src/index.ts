/**
 * The public API: the pipeline as functions. Pure but for `readBook`, which hashes, and `writeXlsx`, which loads its
 * library when first called. None of them reads files, the clock or the environment.
 */
export { advanceOf } from './appraise/advance.ts';
export { appraise } from './appraise/appraise.ts';
export { compare, type Result } from './appraise/compare/compare.ts';
export type * as comparison from './appraise/compare/comparison.ts';
export { gradesOf } from './appraise/grades.ts';
export { openItems, selection, unfitIn } from './appraise/select.ts';
export { type Examined, stabilityOf } from './appraise/stability/stability.ts';
export { whom } from './appraise/why/whom.ts';
export { type Asked, whyOf } from './appraise/why/why.ts';
export { type Year, yearOf } from './appraise/year.ts';
export type { KeptQuarter, QuarterExport, YearInspection } from './appraise/year-quarters.ts';
export { Decimal } from './decimal.ts';
export type * from './paper.ts';
export { type Diff, diffJsonSchema, diffSchema } from './papers/diff/diff-json.ts';
export { type DossierLists, dossierJsonSchema, dossierSchema } from './papers/dossier/dossier-schema.ts';
export { listData } from './papers/lists/list-text.ts';
export { type Lists, listsJsonSchema, listsSchema } from './papers/lists/lists-schema.ts';
export type { BookInput } from './papers/ranking/context.ts';
export { rankedWorkbook } from './papers/ranking/workbook.ts';
export { type Results, type Run, resultsJsonSchema, resultsOf, resultsSchema } from './papers/results.ts';
export { type StabilityJson, stabilityData, stabilityJsonSchema, stabilitySchema } from './papers/stability/json.ts';
export { stabilityReport } from './papers/stability/report.ts';
export { csvTable, markdown } from './papers/tables.ts';
export { whyData } from './papers/why/json.ts';
export { type WhyData, whyJsonSchema, whySchema } from './papers/why/schema.ts';
export { builtinPolicy } from './policy/builtin.ts';
export { checkClauses } from './policy/clauses.ts';
export { policyJsonSchema } from './policy/json-schema.ts';
export { loadPolicy } from './policy/load.ts';
export { type Parameter, parametersOf } from './policy/parameters.ts';
export type { Policy } from './policy/policy.ts';
export type { Code, ProblemArgs } from './problems/register.ts';
export { reportText } from './problems/report.ts';
export { type ProblemsReport, problemsJsonSchema, problemsSchema } from './problems/report-json.ts';
export type * from './records.ts';
export { writeCsv } from './sheets/csv-write.ts';
export { type Limits, parseLimits, type ReadOptions } from './sheets/limits.ts';
export { readBook } from './sheets/read.ts';
export { type CellSink, type StoredValue, streamCells } from './sheets/stream.ts';
export { writeXlsx } from './sheets/xlsx-write.ts';
export { tabulate } from './table/tabulate.ts';
export { wordsFor } from './text/text.ts';
export type * from './types.ts';
export type * from './verdicts.ts';
export type * from './why.ts';
