/** A report as the bytes of its page; the writer is loaded when it is needed. */
import type { Report } from '../report.ts';
import { wordsFor } from '../text/text.ts';

export async function htmlBytes(report: Report): Promise<Uint8Array> {
  const [{ writeHtml }, words] = await Promise.all([import('../documents/html/write.ts'), wordsFor(report.lang)]);
  return new TextEncoder().encode(writeHtml(report, words.page));
}
