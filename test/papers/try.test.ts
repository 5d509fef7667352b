import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { paperOf } from '/work/main/test/papers/paper-of.ts';
import { functionsOf, Recalculated } from '/work/main/test/papers/recalculate.ts';
test('x', async () => {
  for (const f of ['q3.xlsx','q3-full.xlsx']) for (const lang of ['zh-Hans','zh-Hant','en'] as const) {
    const { book } = await paperOf([{ file: f, bytes: readFileSync(`/work/main/samples/${f}`) }], {lang});
    for (const smart of [false,true]) {
    const t = performance.now();
    const r = new Recalculated(book, smart);
    const d = r.differences();
    console.log(f, lang, r.count(), d.length, d.slice(0,5), [...functionsOf(book)].join(), performance.now()-t);
    }
  }
});
