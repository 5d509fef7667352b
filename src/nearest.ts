/** The candidate that fewest single-letter edits turn `word` into, if they are few enough to be a slip of the hand. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const c of candidates) {
    const d = edits(word, c);
    if (d < least) [best, least] = [c, d];
  }
  return best;
}

/** The candidates nearest to `word`, nearest first, at most `count`: those that share a part of it, else those few edits away. */
export function nearestFew(word: string, candidates: readonly string[], count: number): string[] {
  const parts = word.split(/[^\p{L}\p{N}]+/u).filter((p) => p.length > 2);
  const shared = (c: string): number => parts.filter((p) => c.includes(p)).length;
  return candidates
    .map((c) => ({ c, shared: shared(c), edits: edits(word, c) }))
    .filter((x) => x.shared > 0 || x.edits <= Math.max(2, word.length / 2))
    .sort((a, b) => a.edits - a.shared * 4 - (b.edits - b.shared * 4) || (a.c < b.c ? -1 : 1))
    .slice(0, count)
    .map((x) => x.c);
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
