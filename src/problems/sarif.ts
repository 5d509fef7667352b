/** SARIF 2.1.0 (OASIS): what code-scanning tools read. Rules come from the register. */
import type { Lang } from '../types.ts';
import { codes, explained } from './explain.ts';
import type { Finding } from './finding.ts';
import type { Texts } from './message.ts';

/** The schema allows a language and a region only. */
const languages: Readonly<Record<Lang, string>> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en' };

export interface SarifRun {
  readonly version: string;
  readonly lang: Lang;
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[];
}

/** A SARIF log of one run as plain data. */
export function sarifLog(findings: readonly Finding[], texts: Texts, run: SarifRun): unknown {
  const used = codes.filter((c) => findings.some((f) => f.code === c));
  const paths = [...new Set([...run.inputs.map((i) => i.path), ...findings.flatMap((f) => f.path ?? [])])];
  const hashes = new Map(run.inputs.map((i) => [i.path, i.sha256]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'appraise',
            version: run.version,
            semanticVersion: run.version,
            rules: used.map((code) => {
              const e = explained(code, texts);
              return {
                id: code,
                shortDescription: { text: e.title },
                fullDescription: { text: e.why },
                help: { text: `${e.why}\n${e.mend}`, markdown: `${e.why}\n\n**${texts.report.mend}** ${e.mend}` },
                defaultConfiguration: { level: e.severity },
              };
            }),
          },
        },
        language: languages[run.lang],
        columnKind: 'utf16CodeUnits',
        artifacts: paths.map((p) => {
          const sha = hashes.get(p);
          return { location: { uri: uriOf(p) }, ...(sha === undefined ? {} : { hashes: { 'sha-256': sha } }) };
        }),
        results: findings.map((f) => ({
          ruleId: f.code,
          ruleIndex: used.indexOf(f.code),
          level: f.severity,
          message: { text: `${f.message}. ${f.mend}`.replace('。.', '。') },
          ...(f.path === null ? {} : { locations: [locationOf(f, paths)] }),
          ...propertiesOf(f),
        })),
      },
    ],
  };
}

/** A sheet's cell is a logical place; only a text file has lines. */
function locationOf(f: Finding, paths: readonly string[]): unknown {
  const name = [f.sheet, f.ref].filter((t) => t !== null).join('!');
  const path = f.path ?? '';
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path), index: paths.indexOf(path) },
      ...(f.line === null ? {} : { region: { startLine: f.line } }),
    },
    ...(name === '' ? {} : { logicalLocations: [{ fullyQualifiedName: name, kind: f.ref === null ? 'module' : 'member' }] }),
  };
}

function propertiesOf(f: Finding): object {
  const known = Object.entries({ header: f.header, clause: f.clause, id: f.person?.id ?? null, name: f.person?.name ?? null });
  const given = known.filter(([, v]) => v !== null);
  return given.length === 0 ? {} : { properties: Object.fromEntries(given) };
}

/** A relative reference: each part percent-encoded. */
const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
