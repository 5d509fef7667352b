/** Texts as the database can keep them. */

/** U+0000, at which the database would cut a text, and halves of a character, which it would replace when it gives them back. */
const unstorable = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Everything as it is, but for what cannot be kept: the sign � stands where that was. */
export const storable = <T>(value: T): T => (isStorable(value) ? value : mended(value));

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !/[\0\ud800-\udfff]/.test(value) || value.search(unstorable) < 0;
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([k, v]) => isStorable(v) && isStorable(k));
}

function mended<T>(value: T): T {
  if (typeof value === 'string') return value.replace(unstorable, '\ufffd') as T;
  if (Array.isArray(value)) return value.map(mended) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [mended(k), mended(v)])) as T;
}
