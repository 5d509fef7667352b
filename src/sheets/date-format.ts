/** Ids of the built-in number formats that show dates or times, those of the East Asian editions included. */
const builtIn = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Tells for each cell style whether it shows its number as a date or a time. */
export function dateStyles(styles: readonly number[], formats: ReadonlyMap<number, string>): readonly boolean[] {
  const known = new Map([...formats].map(([id, format]) => [id, showsDate(format)]));
  return styles.map((id) => known.get(id) ?? builtIn(id));
}

/**
 * Whether a number format shows a date or a time: a letter for one, or elapsed time in brackets, outside quotes, fill
 * characters, escapes (`\\`, and `!` of the East Asian editions) and exponents (ECMA-376 Part 1, 18.8.31).
 */
export function showsDate(format: string): boolean {
  const bare = format
    .replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/"[^"]*"?|[\\_*!](?:.|\n)?/g, '')
    .replace(/standard/gi, '');
  if (/\[[hmsHMS\u0e0a\u0e19\u0e17]+\]/.test(bare)) return true;
  const letters = bare
    .replace(/\[[^\]]*\]?/g, '')
    .replace(/general/gi, '')
    .replace(/(?<=[0#?.,])E[+-]/gi, '');
  // `aaa` and `aaaa` show the day of the week in the East Asian editions.
  return /[ymdhsebg]|a{3}|a\/p|am\/pm|上午\/下午/i.test(letters.replace(/G/g, ''));
}

/** Tells for each cell style whether it shows its number as a percentage; a `%` in quotes or escaped is only text. */
export function percentStyles(styles: readonly number[], formats: ReadonlyMap<number, string>): readonly boolean[] {
  const shown = (format: string) => format.replace(/"[^"]*"|\\./g, '').includes('%');
  return styles.map((id) => {
    const format = formats.get(id);
    return format === undefined ? id === 9 || id === 10 : shown(format);
  });
}

const dayMs = 86_400_000;
const dayZero = Date.UTC(1899, 11, 30);

/** Serial number (1900 system, days) of an ISO 8601 date, date-time or time taken as it reads, or null where it is none. */
export function isoSerial(text: string): number | null {
  const m = /^[ \t\r\n]*(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(?:Z|[+-]\d\d:\d\d)?)?[ \t\r\n]*$/.exec(text);
  if (!m) return timeOfDay(text);
  const [, year, month, day, hours = 0, minutes = 0, seconds = 0] = m;
  const start = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).getUTCDate() !== Number(day)) return null;
  if (Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) >= 61) return null;
  return (start - dayZero) / dayMs + (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400;
}

/** A time alone, as a part of a day. */
function timeOfDay(text: string): number | null {
  const [, hours, minutes, seconds = 0] = /^[ \t\r\n]*([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?Z?[ \t\r\n]*$/.exec(text) ?? [];
  return hours === undefined ? null : (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400;
}

/** Days between the 1904 and the 1900 date system. */
export const days1904 = 1462;
