export type ReadDate = { ok: true; day: string } | { ok: false; code: 'not_a_date' | 'ambiguous_date' };

/** The beginnings of the twelve months in both languages; the fifth has no other letters. */
const MONTHS = [
  /^(?:jan|янв)/,
  /^(?:feb|фев)/,
  /^(?:mar|мар)/,
  /^(?:apr|апр)/,
  /^(?:may$|мая$|май$)/,
  /^(?:jun|июн)/,
  /^(?:jul|июл)/,
  /^(?:aug|авг)/,
  /^(?:sep|сен)/,
  /^(?:oct|окт)/,
  /^(?:nov|ноя)/,
  /^(?:dec|дек)/,
];

/** `2026-05-31`, `31.05.2026`, `31/05/2026`, `31 May 2026`, `May 31, 2026`, `31 мая 2026 г.`; `05/06/2026` is two days. */
export function readDate(text: string): ReadDate {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named = readNamed(text);
  if (named) return named;
  const written = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/.exec(text);
  if (!written) return { ok: false, code: 'not_a_date' };
  const [first, second, year] = [Number(written[1]), Number(written[3]), Number(written[4])];
  if (written[2] === '.' || first > 12) return day(year, second, first);
  if (second > 12 || first === second) return day(year, first, second);
  return { ok: false, code: 'ambiguous_date' };
}

function readNamed(text: string): ReadDate | null {
  const plain = text.toLowerCase().replace(/^(?:on )?(?:the )?/, '');
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? (\p{L}{3,9})\.?,? (\d{4})(?: ?г(?:\.|ода)?)?$/u.exec(
    plain,
  );
  const monthFirst = /^(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u.exec(plain);
  const [date, name, year] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]];
  const month = MONTHS.findIndex((pattern) => pattern.test(name ?? '')) + 1;
  return month === 0 ? null : day(Number(year), month, Number(date));
}

function day(year: number, month: number, date: number): ReadDate {
  const time = new Date(Date.UTC(year, month - 1, date));
  const real = time.getUTCMonth() === month - 1 && time.getUTCDate() === date && year >= 1900 && year < 2200;
  return real ? { ok: true, day: time.toISOString().slice(0, 10) } : { ok: false, code: 'not_a_date' };
}
