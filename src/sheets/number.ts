/** A stored double as decimal text; see `Cell.value` and `Cell.shortest`. */
export interface DecimalText {
  readonly value: string;
  readonly shortest?: string;
}

/**
 * The double rounded to 15 significant digits, as a spreadsheet shows it, in plain decimals (no exponent, no
 * trailing zeros, no minus before zero); and its shortest exact text where that differs. `x` must be finite.
 */
export function decimalText(x: number): DecimalText {
  const shortest = plain(String(x));
  const value = Number.isInteger(x) && Math.abs(x) < 1e15 ? shortest : plain(x.toPrecision(15));
  return value === shortest ? { value } : { value, shortest };
}

/** `1.50e-3` → `0.0015`. */
function plain(text: string): string {
  if (!text.includes('e') && text !== '-0') return text.includes('.') ? withoutZeros(text) : text;
  const m = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text);
  if (!m) throw new RangeError(`not a finite number: ${text}`);
  const [, sign, whole = '', part = '', exp = '0'] = m;
  const point = whole.length + Number(exp);
  const digits = whole + part;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const cut = Math.max(point, 1);
  const decimals = padded.slice(cut).replace(/0+$/, '');
  const head = padded.slice(0, cut).replace(/^0+(?=\d)/, '');
  const out = decimals === '' ? head : `${head}.${decimals}`;
  return out === '0' ? '0' : sign + out;
}

/** `85.300` → `85.3`, `85.000` → `85`; there is a point. */
function withoutZeros(text: string): string {
  let end = text.length;
  while (text[end - 1] === '0') end--;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}
