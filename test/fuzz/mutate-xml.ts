// Mutations of what stands in the parts of a package. Whether the outcome is broken, neutral or legally other, the model tells.
import type { Chance } from '../support/chance.ts';

/** XML text → XML text; the same text where there is nothing to take hold of. */
type XmlMutation = (xml: string, c: Chance) => string;

const tokenPattern = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[^>]*>|[^<]+/g;

/** Replaces one match, drawn by chance. */
function once(xml: string, pattern: RegExp, c: Chance, to: (m: RegExpExecArray) => string): string {
  const all = [...xml.matchAll(pattern)];
  if (all.length === 0) return xml;
  const m = c.pick(all) as RegExpExecArray;
  return xml.slice(0, m.index) + to(m) + xml.slice(m.index + m[0].length);
}

function tokens(change: (list: string[], c: Chance) => void): XmlMutation {
  return (xml, c) => {
    const list = xml.match(tokenPattern) ?? [];
    change(list, c);
    return list.join('');
  };
}

/** A whole element, from its start to its matching end; elements of one name inside are none in spreadsheets' leaves. */
const elements = /<((?:\w+:)?(?:c|row|si|sheet|Relationship|xf|mergeCell|v|is|t|r|numFmt|f))(?=[\s/>])(?:[^>]*\/>|[\s\S]*?<\/\1>)/g;
const attribute = /\s([\w:]+)="([^"]*)"/g;
const deep = (n: number) => '<x>'.repeat(n) + '</x>'.repeat(n);

/** For any part. */
export const xmlMutations: Readonly<Record<string, XmlMutation>> = {
  'xml-drop-token': tokens((list, c) => list.splice(c.below(list.length), 1)),
  'xml-double-token': tokens((list, c) => {
    const at = c.below(list.length);
    list.splice(at, 0, list[at] as string);
  }),
  'xml-swap-tokens': tokens((list, c) => {
    const [i, j] = [c.below(list.length), c.below(list.length)];
    [list[i], list[j]] = [list[j] as string, list[i] as string];
  }),
  'xml-drop-element': (xml, c) => once(xml, elements, c, () => ''),
  'xml-double-element': (xml, c) => once(xml, elements, c, (m) => m[0] + m[0]),
  'xml-move-element': (xml, c) => {
    const taken: string[] = [];
    const without = once(xml, elements, c, (m) => {
      taken.push(m[0]);
      return '';
    });
    return once(without, elements, c, (m) => m[0] + taken.join(''));
  },
  'xml-cut': (xml, c) => xml.slice(0, c.below(xml.length)),
  'xml-tail': (xml, c) => xml + c.pick([' ', '\n', 'x', '<x/>', '<!-- -->', '</x>', '<']),
  'xml-doctype': (xml) => xml.replace(/(<\?xml[^>]*\?>)?/, '$1<!DOCTYPE x [<!ENTITY a "b">]>'),
  'xml-entity': (xml, c) =>
    once(
      xml,
      />[^<]+</g,
      c,
      (m) => `>${c.pick(['&nbsp;', '&a;', '&', '&#0;', '&#xD800;', '&#x110000;', '&amp', '&lt;b&gt;', '&#49;'])}${m[0].slice(1)}`,
    ),
  'xml-cdata': (xml, c) => once(xml, />([^<&]+)</g, c, (m) => `><![CDATA[${m[1]}]]><`),
  'xml-comment': (xml, c) => once(xml, />/g, c, () => `>${c.pick(['<!-- a -->', '<!-- <v>1</v> -->', '<?a b?>', '<!-- -- -->', '<!--'])}`),
  'xml-prefix': (xml, c) => once(xml, /<(\/?)(\w+)/g, c, (m) => `<${m[1]}y:${m[2]}`),
  'xml-attribute-drop': (xml, c) => once(xml, attribute, c, () => ''),
  'xml-attribute-twice': (xml, c) =>
    once(xml, attribute, c, (m) => m[0] + (c.once(2) ? m[0] : ` ${m[1]}="${c.pick(['1', 'n', 's', 'x'])}"`)),
  'xml-attribute-value': (xml, c) =>
    once(
      xml,
      attribute,
      c,
      (m) => ` ${m[1]}="${c.pick(['', '0', '-1', '1', '2', '99999', '1e9', 'A1', 'true', 'x', '<', '&#10;', '　'])}"`,
    ),
  'xml-attribute-huge': (xml, c) => once(xml, /\s[\w:]+=/g, c, (m) => ` zz="${'x'.repeat(10 ** (2 + c.below(5)))}"${m[0]}`),
  'xml-attribute-quote': (xml, c) => once(xml, /"/g, c, () => c.pick(['', "'", '""'])),
  'xml-many-attributes': (xml, c) =>
    once(xml, /\s[\w:]+=/g, c, (m) => `${Array.from({ length: 10 ** (1 + c.below(4)) }, (_, i) => ` a${i}=""`).join('')}${m[0]}`),
  'xml-deep': (xml, c) => once(xml, />/g, c, () => `>${deep(10 ** (1 + c.below(5)))}`),
  'xml-control': (xml, c) =>
    once(xml, />[^<]+</g, c, (m) => `>${c.pick(['\u0000', '\u0001', '\u000b', '\ufffe', '\uffff'])}${m[0].slice(1)}`),
  'xml-declared': (xml, c) =>
    xml.replace(/encoding="[^"]*"/, `encoding="${c.pick(['UTF-16', 'gbk', 'x-none', 'ISO-8859-1', 'utf-8', ''])}"`),
  'xml-namespace': (xml, c) =>
    once(
      xml,
      /xmlns(:\w+)?="[^"]*"/g,
      c,
      (m) => `xmlns${m[1] ?? ''}="${c.pick(['urn:x', '', 'http://purl.oclc.org/ooxml/spreadsheetml/main'])}"`,
    ),
  'xml-name': (xml, c) => once(xml, /<(\/?)(\w+)/g, c, (m) => `<${m[1]}${c.pick(['v', 'c', 'row', 'is', 't', 'x', 'V', 'si'])}`),
};

const value = /<v>([^<]*)<\/v>/g;
/** For worksheets. */
export const cellMutations: Readonly<Record<string, XmlMutation>> = {
  'cell-type': (xml, c) =>
    once(
      xml,
      /<c\b([^>]*?)( t="\w+")?(\s*\/?)>/g,
      c,
      (m) => `<c${m[1]} t="${c.pick(['s', 'str', 'n', 'b', 'e', 'd', 'inlineStr', 'x', ''])}"${m[3]}>`,
    ),
  'cell-type-drop': (xml, c) => once(xml, / t="\w+"/g, c, () => ''),
  'cell-value': (xml, c) =>
    once(
      xml,
      value,
      c,
      () =>
        `<v>${c.pick(['NaN', 'INF', '-Infinity', '1e999', '0x10', '', ' 7 ', '7', '95.5', '1,5', '８５', '007', '1e2', '-0', '1.7976931348623157e308', '5e-324', '88.50000000000001', 'TRUE', '1 2'])}</v>`,
    ),
  'cell-ref': (xml, c) =>
    once(
      xml,
      /<c\b([^>]*?) r="\w+"/g,
      c,
      (m) => `<c${m[1]} r="${c.pick(['A1', 'XFD1', 'XFE1', 'A0', 'A1048577', 'a2', '$B$3', 'B', '', '1', 'R1C1', 'AAAA1'])}"`,
    ),
  'cell-ref-drop': (xml, c) => once(xml, /(<c\b[^>]*?) r="\w+"/g, c, (m) => m[1] as string),
  'cell-ref-next': (xml, c) => once(xml, /(<c\b[^>]*? r=")([A-Z]+)(\d+)"/g, c, (m) => `${m[1]}${m[2]}${Number(m[3]) + c.pick([-1, 1])}"`),
  'cell-column-next': (xml, c) =>
    once(xml, /(<c\b[^>]*? r=")([A-Y])(\d+)"/g, c, (m) => `${m[1]}${String.fromCharCode((m[2] as string).charCodeAt(0) + 1)}${m[3]}"`),
  'cell-style': (xml, c) => once(xml, /(<c\b[^>]*?) s="\d+"/g, c, (m) => `${m[1]} s="${c.pick(['0', '1', '2', '9999', '-1', 'x', ''])}"`),
  'cell-formula': (xml, c) => once(xml, /<v>/g, c, () => '<f>A1</f><v>'),
  'cell-value-drop': (xml, c) => once(xml, value, c, () => ''),
  'cell-value-twice': (xml, c) => once(xml, value, c, (m) => m[0] + m[0]),
  'row-ref': (xml, c) =>
    once(xml, /(<row\b[^>]*?) r="\d+"/g, c, (m) => `${m[1]} r="${c.pick(['0', '1', '2', '1048576', '1048577', '-1', 'x', ''])}"`),
  'row-ref-drop': (xml, c) => once(xml, /(<row\b[^>]*?) r="\d+"/g, c, (m) => m[1] as string),
  'row-hidden': (xml, c) => once(xml, /<row\b/g, c, (m) => `${m[0]} hidden="1"`),
  'sheet-dimension': (xml, c) => xml.replace(/<dimension[^>]*>/, `<dimension ref="${c.pick(['A1', 'A1:XFD1048576', 'x'])}"/>`),
};
/** For shared strings. */
export const stringMutations: Readonly<Record<string, XmlMutation>> = {
  'string-drop': (xml, c) => once(xml, /<si>[\s\S]*?<\/si>/g, c, () => ''),
  'string-empty': (xml, c) => once(xml, /<si>[\s\S]*?<\/si>/g, c, () => c.pick(['<si/>', '<si></si>', '<si><t/></si>'])),
  'string-insert': (xml, c) => once(xml, /<si>/g, c, (m) => `<si/>${m[0]}`),
  'string-runs': (xml, c) => once(xml, /<t[^>]*>([^<]*)<\/t>/g, c, (m) => `<r><t xml:space="preserve">${m[1]}</t></r><r><t>尾</t></r>`),
  'string-reading': (xml, c) => once(xml, /<\/si>/g, c, () => '<rPh sb="0" eb="1"><t>yin</t></rPh></si>'),
  'string-counts': (xml) => xml.replace(/ (count|uniqueCount)="\d+"/g, ' $1="1"'),
};
/** For the workbook, relationships, content types and styles. */
export const linkMutations: Readonly<Record<string, XmlMutation>> = {
  'link-dangling': (xml, c) => once(xml, / Target="[^"]*"/g, c, () => ' Target="nowhere.xml"'),
  'link-external': (xml, c) => once(xml, / Target="[^"]*"/g, c, (m) => `${m[0]} TargetMode="External"`),
  'link-absolute': (xml, c) => once(xml, / Target="(?!\/)([^"]*)"/g, c, (m) => ` Target="/xl/${m[1]}"`),
  'link-case': (xml, c) => once(xml, / Target="([^"]*)"/g, c, (m) => ` Target="${(m[1] as string).toUpperCase()}"`),
  'link-swap': (xml, c) => {
    const all = [...xml.matchAll(/ Target="[^"]*"/g)].map((m) => m[0]);
    const other = c.shuffled(all);
    let i = 0;
    return xml.replace(/ Target="[^"]*"/g, () => other[i++] as string);
  },
  'link-id': (xml, c) => once(xml, / (?:r:id|Id)="[^"]*"/g, c, (m) => m[0].replace(/"[^"]*"/, c.pick(['""', '"rId1"', '"rId99"']))),
  'link-type': (xml, c) =>
    once(
      xml,
      /\/(worksheet|sharedStrings|styles|officeDocument|theme)"/g,
      c,
      () => `/${c.pick(['worksheet', 'sharedStrings', 'styles', 'theme', 'chartsheet', 'x'])}"`,
    ),
  'book-sheets': (xml, c) => once(xml, /<sheet\b[^>]*\/>/g, c, (m) => c.pick(['', m[0] + m[0]])),
  'book-name': (xml, c) =>
    once(xml, /<sheet\b([^>]*) name="[^"]*"/g, c, (m) => `<sheet${m[1]} name="${c.pick(['', '得分', 'x', 'Sheet2'])}"`),
  'book-1904': (xml, c) => once(xml, /<sheets>/g, c, (m) => `<workbookPr date1904="1"/>${m[0]}`),
  'book-hidden': (xml, c) => once(xml, /<sheet\b/g, c, (m) => `${m[0]} state="hidden"`),
  'types-drop': (xml, c) => once(xml, /<(?:Override|Default)\b[^>]*\/>/g, c, () => ''),
  'style-format': (xml, c) => once(xml, / numFmtId="\d+"/g, c, () => ` numFmtId="${c.pick(['0', '14', '9', '22', '164', '9999'])}"`),
};

/** The mutations that take hold of a part so named. */
export function mutationsFor(part: string): readonly (readonly [string, XmlMutation])[] {
  const own = /sheets?\/[^/]*\.xml$/i.test(part)
    ? cellMutations
    : /sharedStrings/i.test(part)
      ? stringMutations
      : /\.rels$|workbook|Content|styles/i.test(part)
        ? linkMutations
        : {};
  return [...Object.entries(own), ...Object.entries(own), ...Object.entries(xmlMutations)];
}
