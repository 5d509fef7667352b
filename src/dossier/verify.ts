/** Whether the archive is as it was written: every entry bound to the one before, none changed, put in or taken out behind its back. */
import type { Archive, Head } from './archive.ts';
import { canonical, origin } from './chain.ts';
import { hashOf, type Row, schemaSql } from './schema.ts';

/** Something that is not as it was written. */
export type Finding =
  /** The entry does not say what its hash is of; or the one before was changed together with its hash. */
  | { readonly kind: 'changed'; readonly seq: number }
  /** Numbers that should be there and are not, unless the entry after them was put in. */
  | { readonly kind: 'removed'; readonly seq: number; readonly to: number }
  /** A table, index or trigger that the archive has not, or has beside its own or in another form. */
  | { readonly kind: 'layout'; readonly sql: string }
  /** What the database itself says of its file. */
  | { readonly kind: 'file'; readonly detail: string }
  /** A head that was printed is no entry: the log was cut, or written anew. */
  | { readonly kind: 'head'; readonly hash: string };

export interface Verified {
  readonly entries: number;
  readonly head: Head | null;
  readonly findings: readonly Finding[];
}

/** @param heads hashes printed earlier, whole or their beginning; each must be an entry's */
export function verify(archive: Archive, heads: readonly string[] = []): Verified {
  const findings = layoutFindings(archive);
  const open = new Set(heads);
  // The hash that the entry before has, and the one that its text should have: where they differ it is named already.
  let before = { seq: 0, hash: origin, due: origin };
  let entries = 0;
  for (const row of archive.rows()) {
    const due = hashOf(row, before.hash);
    const fits = row.hash === due || row.hash === hashOf(row, before.due);
    if (row.seq > before.seq + 1) findings.push({ kind: 'removed', seq: before.seq + 1, to: row.seq - 1 });
    else if (!fits || row.seq <= before.seq || !wellFormed(row)) findings.push({ kind: 'changed', seq: row.seq });
    for (const h of open) if (row.hash.startsWith(h)) open.delete(h);
    before = { seq: row.seq, hash: row.hash, due };
    entries++;
  }
  findings.push(...[...open].map((hash): Finding => ({ kind: 'head', hash })));
  return { entries, head: entries > 0 ? { seq: before.seq, hash: before.hash } : null, findings };
}

/** Its text is the one text of what it says, and it says what act and number the row gives. */
function wellFormed({ body, act }: Row): boolean {
  try {
    const said = JSON.parse(body) as { act?: unknown };
    return canonical(said) === body && said.act === act;
  } catch {
    return false;
  }
}

function layoutFindings(archive: Archive): Finding[] {
  const { sql, integrity } = archive.layout();
  const made = new Set(schemaSql);
  const missing = schemaSql.filter((s) => !sql.includes(s));
  const added = sql.filter((s) => !made.has(s));
  return [
    ...[...new Set([...missing, ...added].map(nameOf))].map((sql): Finding => ({ kind: 'layout', sql })),
    ...integrity.map((detail): Finding => ({ kind: 'file', detail })),
  ];
}

/** `TRIGGER log_unchanged`; what else it says in short. */
const nameOf = (sql: string): string => /^CREATE (?:UNIQUE )?(\w+ \w+)/.exec(sql)?.[1] ?? sql.slice(0, 60);
