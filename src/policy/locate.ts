/** Where in the YAML text a value of the policy stands. */
import { type Document, isAlias, isCollection, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';

export interface Parsed {
  readonly doc: Document;
  readonly lines: LineCounter;
}

/** Every scalar stays text, so that `0.30` keeps its digits and `no` stays a word. */
export function parseYaml(text: string): Parsed {
  const lines = new LineCounter();
  const options = { schema: 'failsafe', lineCounter: lines, prettyErrors: false, uniqueKeys: true, logLevel: 'error' } as const;
  return { doc: parseDocument(text, options), lines };
}

/** `46:26`, one-based, as editors count. */
export function lineCol(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${line}:${col}`;
}

/** `total.groups[0].weights` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((t, p) => (typeof p === 'number' ? `${t}[${p}]` : t === '' ? String(p) : `${t}.${String(p)}`), '');
}

function pathOf(text: string): string[] {
  return text.match(/[^.[\]]+/g) ?? [];
}

/** The node at `path`, aliases followed; undefined where the document says nothing there. */
function nodeAt(doc: Document, path: readonly PropertyKey[]): Node | undefined {
  let node: unknown = doc.contents;
  for (const step of path) {
    const holder: unknown = isAlias(node) ? node.resolve(doc) : node;
    node = isCollection(holder) ? holder.get(step, true) : undefined;
  }
  return isNode(node) ? node : undefined;
}

/** Where the nearest node on the way to `path` stands. */
export function positionOf({ doc, lines }: Parsed, path: readonly PropertyKey[]): string {
  for (let n = path.length; n >= 0; n--) {
    const node = nodeAt(doc, path.slice(0, n));
    if (node?.range) return lineCol(lines, node.range[0]);
  }
  return '1:1';
}

/** Where the key itself stands, not its value. */
export function keyPosition(parsed: Parsed, path: readonly PropertyKey[], key: string): string {
  const map = nodeAt(parsed.doc, path);
  const own = isMap(map) ? map.items.find(({ key: k }) => isScalar(k) && k.value === key)?.key : undefined;
  return isNode(own) && own.range ? lineCol(parsed.lines, own.range[0]) : positionOf(parsed, [...path, key]);
}

/** Whether the document says anything at `path`. */
export function stands(doc: Document, path: readonly PropertyKey[]): boolean {
  return path.length === 0 || nodeAt(doc, path) !== undefined;
}

/** For problems that carry a path and no position: path → `line:col`. */
export function locator(text: string): (path: string) => string {
  const parsed = parseYaml(text);
  return (path) => positionOf(parsed, pathOf(path));
}
