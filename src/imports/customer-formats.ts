/** How a cell may be read. `unclear` can be read in two ways and waits for what the rest of its column says. */
export type Evidence = 'plain' | 'first' | 'second' | 'unclear' | 'wrong';

/**
 * What a column has shown of its way of writing: numbers as 1,200.50 (`first`) or 1.234,56 (`second`), dates with the
 * day (`first`) or the month (`second`) in front. Holds the line of the first example of each.
 */
export type ColumnStyle = { first: number | null; second: number | null };

export function noteStyle(style: ColumnStyle, evidence: Evidence, line: number): void {
  if (evidence === 'first') style.first ??= line;
  if (evidence === 'second') style.second ??= line;
}

export type ReadCell<T> = { ok: true; value: T } | { ok: false; reason: string };

const LARGEST = 1e12;
const SIGNS = '[$€£¥₽₴₺₹₩₪]';
const WORDS = 'R\\$|(?:Rs|kr|руб)\\.?|zł|Kč|Ft';
const leading = new RegExp(`^(?:${SIGNS}|${WORDS}|[A-Z]{3}(?=[\\s\\d]))\\s*`);
const trailing = new RegExp(`\\s*(?:${SIGNS}|${WORDS}|%|[A-Z]{3})$`);
const spaced = /^\d{1,3}(?:[ '’\u00a0\u2009\u202f]\d{3})+(?=[.,]|$)/;

/** `-$1,200.50`, `($1,200.50)` and `1,200.50-` -> sign and digits with their separators; `null` where it is no number. */
function bare(text: string): { sign: number; digits: string; pointCurrency: boolean } | null {
  let body = text.trim();
  let signs = 0;
  let sign = 1;
  const take = (pattern: RegExp, rest: number) => {
    const found = pattern.exec(body);
    if (!found) return;
    signs++;
    if (found[0][0] !== '+') sign = -1;
    body = (found[rest] ?? '').trim();
  };
  take(/^\((.*)\)$/, 1);
  take(/^[-−+](.*)$/, 1);
  const pointCurrency = /^[$£]/.test(body);
  // 1.200,- and 1200.– are how whole amounts are written in some countries.
  body = body
    .replace(leading, '')
    .replace(trailing, '')
    .replace(/[.,][-–—]$/, '');
  take(/^[-−+](.*)$/, 1);
  take(/^(.*)[-−]$/, 1);
  const digits = body.trim().replace(spaced, (group) => group.replace(/\D/g, ''));
  return signs < 2 && /^[.,]?\d[\d.,]*$/.test(digits) ? { sign, digits, pointCurrency } : null;
}

/** What one cell tells of the way its column writes numbers. `delimiter`: where commas part cells, 1,200 is 1200. */
export function numberEvidence(text: string, delimiter: string): Evidence {
  const parts = bare(text);
  if (parts === null) return 'wrong';
  const { digits, pointCurrency } = parts;
  if (/^\d+$/.test(digits)) return 'plain';
  if (/^[1-9]\d{0,2},\d{3}$/.test(digits)) return delimiter === ',' || pointCurrency ? 'first' : 'unclear';
  if (/^[1-9]\d{0,2}\.\d{3}$/.test(digits)) return 'unclear';
  if (/^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/.test(digits) || /^\d*\.\d+$/.test(digits)) return 'first';
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(digits) || /^\d*,\d+$/.test(digits)) return 'second';
  return 'wrong';
}

/** A number in the way its column writes them. */
export function readNumber(text: string, style: ColumnStyle, delimiter: string): ReadCell<number> {
  const evidence = numberEvidence(text, delimiter);
  const parts = bare(text);
  if (evidence === 'wrong' || parts === null) {
    return { ok: false, reason: 'is not a number: write digits only, for example 1200.50' };
  }
  if (evidence === 'unclear' && style.first === null && style.second === null) {
    const digits = parts.digits.replace(/[.,]/, '');
    return {
      ok: false,
      reason: `can be read as ${digits} or as ${Number(parts.digits.replace(',', '.'))}, and nothing in the column tells which: write it without a thousands separator (${digits})`,
    };
  }
  if (evidence !== 'plain' && style.first !== null && style.second !== null && evidence !== 'first') {
    return {
      ok: false,
      reason: `is in another style than line ${style.first}: one column needs one way of writing numbers, for example 1200.50`,
    };
  }
  const comma = style.second !== null && style.first === null;
  const plain = comma ? parts.digits.replaceAll('.', '').replace(',', '.') : parts.digits.replaceAll(',', '');
  const value = parts.sign * Number(plain);
  if (Math.abs(value) > LARGEST) return { ok: false, reason: 'is too large to be true' };
  return { ok: true, value };
}

const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](?:[01]\d|2[0-3]):[0-5]\d.*)?$/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;

/** What one cell tells of the way its column writes dates. */
export function dateEvidence(text: string): Evidence {
  if (yearFirst.test(text)) return 'plain';
  const [, a, , b] = yearLast.exec(text) ?? [];
  if (a === undefined || b === undefined) return 'wrong';
  if (Number(a) > 12) return Number(b) > 12 ? 'wrong' : 'first';
  if (Number(b) > 12) return 'second';
  return a === b ? 'plain' : 'unclear';
}

/** A day as 2026-05-31, in the order its column writes dates. */
export function readDate(text: string, style: ColumnStyle): ReadCell<string> {
  const evidence = dateEvidence(text);
  if (evidence === 'unclear' && (style.first === null) === (style.second === null)) {
    const both =
      style.first === null ? '' : `, and the column has both (lines ${style.first} and ${style.second})`;
    return {
      ok: false,
      reason: `can be read with the day or with the month first${both}: write dates as 2026-05-31`,
    };
  }
  const ordered = yearFirst.exec(text);
  const turned = yearLast.exec(text);
  const dayFirst = evidence === 'first' || (evidence === 'unclear' && style.first !== null);
  const [year, month, day] = ordered
    ? [ordered[1], ordered[2], ordered[3]]
    : dayFirst
      ? [turned?.[4], turned?.[3], turned?.[1]]
      : [turned?.[4], turned?.[1], turned?.[3]];
  const value = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const time = Date.parse(`${value}T00:00:00Z`);
  if (evidence === 'wrong' || Number.isNaN(time) || !new Date(time).toISOString().startsWith(value)) {
    return { ok: false, reason: 'is not a date: write dates as 2026-05-31' };
  }
  if (Number(year) < 1900 || Number(year) > 2199) {
    return {
      ok: false,
      reason: `is in no year that can be meant: leave the cell empty where there is no date`,
    };
  }
  return { ok: true, value };
}
