// Text → bytes in the encodings that offices use; Node itself only decodes most of them.

export const textEncodings = ['utf-8', 'utf-8-bom', 'utf-16le-bom', 'utf-16be-bom', 'gb18030'] as const;
export type TextEncoding = (typeof textEncodings)[number];

let table: Map<string, readonly number[]> | null = null;

/** GBK's two-byte codes, from the decoder. */
function gbk(): Map<string, readonly number[]> {
  if (table) return table;
  table = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const char = decoder.decode(Uint8Array.from([lead, trail]));
      if (trail !== 0x7f && [...char].length === 1 && char !== '\ufffd' && !table.has(char)) table.set(char, [lead, trail]);
    }
  }
  return table;
}

/** Null where the encoding cannot hold the text, or a reader could not tell it from another (GB18030 of mere ASCII is UTF-8). */
export function encodeAs(text: string, encoding: TextEncoding): Uint8Array | null {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-8-bom') return Buffer.from(`\ufeff${text}`);
  if (encoding !== 'gb18030') {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return encoding === 'utf-16le-bom' ? bytes : bytes.swap16();
  }
  const out: number[] = [];
  for (const char of text) {
    const code = char.charCodeAt(0) < 0x80 ? [char.charCodeAt(0)] : gbk().get(char);
    if (!code) return null;
    out.push(...code);
  }
  return Uint8Array.from(out);
}
