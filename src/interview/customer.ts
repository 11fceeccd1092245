/** How a typed name meets the customers that are known already. */

export type KnownCustomer = { key: string; name: string };
export type NameMatch =
  | { kind: 'known'; customer: KnownCustomer }
  | { kind: 'similar'; customers: KnownCustomer[] }
  | { kind: 'new' };

/** Longer than any company's name: such a text is something else. */
export const NAME_AT_MOST = 200;
const KEY_AT_MOST = 60;
const SIMILAR_AT_MOST = 3;
const LEGAL_FORMS =
  /(?:^|\s)(?:gmbh|mbh|ag|kg|se|ug|inc|llc|llp|ltd|limited|plc|corp|corporation|co|company|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|aps|pty|ооо|зао|оао|пао|ао|ип)(?=\s|$)/gu;

/** Spelled alike whatever the case, the width of the letters and the spaces. */
function foldName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** `Müller & Söhne GmbH` -> `müller-söhne-gmbh`: stable, readable, in any alphabet. */
function slugOf(name: string): string {
  const slug = foldName(name)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [...slug].slice(0, KEY_AT_MOST).join('').replace(/-+$/, '') || 'customer';
}

/** A key that nobody has yet. */
export function newKey(name: string, taken: ReadonlySet<string>): string {
  const slug = slugOf(name);
  if (!taken.has(slug)) return slug;
  for (let n = 2; ; n += 1) if (!taken.has(`${slug}-${n}`)) return `${slug}-${n}`;
}

/** The same name is the same customer; a name close to a known one is asked about. */
export function matchName(name: string, customers: Iterable<KnownCustomer>): NameMatch {
  const wanted = foldName(name);
  const core = coreOf(wanted);
  const similar: { customer: KnownCustomer; distance: number }[] = [];
  for (const customer of customers) {
    const known = foldName(customer.name);
    if (known === wanted) return { kind: 'known', customer };
    const distance = closeness(core, coreOf(known));
    if (distance !== null) similar.push({ customer, distance });
  }
  if (similar.length === 0) return { kind: 'new' };
  similar.sort((a, b) => a.distance - b.distance || a.customer.name.localeCompare(b.customer.name));
  return { kind: 'similar', customers: similar.slice(0, SIMILAR_AT_MOST).map(({ customer }) => customer) };
}

/** Customers whose name holds the words typed so far; names that begin with them come first. */
export function searchNames(
  query: string,
  customers: Iterable<KnownCustomer>,
  limit: number,
): KnownCustomer[] {
  const wanted = foldName(query);
  const begin: KnownCustomer[] = [];
  const hold: KnownCustomer[] = [];
  for (const customer of customers) {
    const at = foldName(customer.name).indexOf(wanted);
    if (at === 0) begin.push(customer);
    else if (at > 0) hold.push(customer);
  }
  const byName = (a: KnownCustomer, b: KnownCustomer) => a.name.localeCompare(b.name);
  return [...begin.sort(byName), ...hold.sort(byName)].slice(0, limit);
}

/** Without legal form, accents and punctuation. */
function coreOf(folded: string): string {
  const words = folded
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words.replace(LEGAL_FORMS, '').trim() || words;
}

/** 0 for the same core, more for a typing error or two, `null` for another name. */
function closeness(a: string, b: string): number | null {
  if (a === '' || b === '') return null;
  if (a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 4 && long.startsWith(`${short} `)) return 1;
  const allowed = short.length >= 9 ? 2 : short.length >= 5 ? 1 : 0;
  if (allowed === 0 || long.length - short.length > allowed) return null;
  const distance = editDistance(a, b);
  return distance <= allowed ? distance : null;
}

/** Insertions, deletions, changes and swapped neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
