/** Names of sheets as Excel allows them: up to 31 characters, none of `[]:*?/\`, unique without regard to case. */

/**
 * @param names as the file has them; null for the nameless sheet of a CSV file
 * @param taken names that are given already
 * @param nameless what a sheet without a name is called
 */
export function sheetNames(names: readonly (string | null)[], taken: readonly string[], nameless: string): string[] {
  const used = new Set(taken.map((t) => t.toLowerCase()));
  return names.map((name) => {
    const base = allowed(name ?? '', nameless);
    let found = base;
    for (let n = 2; used.has(found.toLowerCase()); n++) found = `${cut(base, 31 - ` (${n})`.length)} (${n})`;
    used.add(found.toLowerCase());
    return found;
  });
}

function allowed(name: string, nameless: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no sheet name holds them
  const safe = cut(name.replace(/[[\]:*?/\\\u0000-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu, '_'), 31).replace(/^'+|'+$/g, (q) =>
    '_'.repeat(q.length),
  );
  if (safe.trim() === '') return nameless;
  return safe.toLowerCase() === 'history' ? `${safe}_` : safe;
}

/** Cut by UTF-16 units, as Excel counts, but never within a character. */
function cut(text: string, length: number): string {
  let out = '';
  for (const c of text) {
    if (out.length + c.length > length) break;
    out += c;
  }
  return out;
}
