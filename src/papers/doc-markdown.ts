/** A document as Markdown. Room to sign becomes a line; charts and contents are left out. */
import type { Doc, DocBlock } from '../paper.ts';
import { escapeText, markdownTable } from './tables.ts';

/** Headings, paragraphs and tables; nothing of the office becomes markup. */
export function docMarkdown(doc: Doc): string {
  const parts = doc.blocks.map(blockMarkdown).filter((lines) => lines.length > 0);
  return `${[[`# ${escapeText(doc.title)}`], ...parts].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function blockMarkdown(b: DocBlock): string[] {
  switch (b.kind) {
    case 'title':
      return [`# ${escapeText(b.text)}`];
    case 'heading':
      return [`${b.level ? '###' : '##'} ${escapeText(b.text)}`];
    case 'paragraph':
      return b.text.split('\n').map(escapeText);
    case 'form':
      return b.rows.flatMap((row) => row.filter((c) => c.value !== '').map((c) => `- **${escapeText(c.label)}** ${escapeText(c.value)}`));
    case 'table':
      return markdownTable(
        b.columns.map((c) => c.header),
        b.rows,
      );
    case 'signatures':
      return [b.labels.map((l) => `${escapeText(l)} ＿＿＿＿＿＿`).join('　　')];
    default:
      return [];
  }
}
