/** An audit as one document: a section a list, without a page of its own for each. */

import type { Doc, DocBlock, ListPaper } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import { partsOf } from '../lists/list-doc.ts';
import type { AuditContext } from './figures.ts';

export function auditDoc(ctx: AuditContext, head: readonly string[], lists: readonly ListPaper[]): Doc {
  return {
    lang: ctx.lang,
    title: fill(ctx.audit.title, { period: ctx.period() }),
    foot: ctx.foot(),
    across: true,
    blocks: [
      ...head.map((text): DocBlock => ({ kind: 'paragraph', text })),
      ...lists.flatMap((list): DocBlock[] => [{ kind: 'heading', text: list.title }, ...partsOf(ctx, list)]),
    ],
  };
}
