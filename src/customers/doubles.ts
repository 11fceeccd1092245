/** A customer as far as it takes to see that another is the same. */
export type Spelling = {
  key: string;
  name: string;
  /** Folded, without the legal form. */
  core: string;
  /** `null` where no record names one. */
  domain: string | null;
  hasRecord: boolean;
  interviews: number;
};

/** Two that may be one. `keep`: the one that more is known about. */
export type Double = { keep: Spelling; other: Spelling; why: 'name' | 'domain' };

/** Shared by many companies that have nothing to do with each other. */
const ANYBODYS =
  /^(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|aol|gmx|web|mail|yandex|proton(?:mail)?)\./;

/** `https://www.Acme.com/de` -> `acme.com`; `null` for what tells nothing about a company. */
export function domainOf(text: string | null = null): string | null {
  const domain = text
    ?.trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#:].*$/, '');
  return domain?.includes('.') && !ANYBODYS.test(domain) ? domain : null;
}

/**
 * Pairs that are likely one customer: the same name but for legal form, accents and punctuation, unless their domains
 * differ; or the same domain. Each further spelling is paired with the one that most is known about.
 *
 * @param apart pairs that somebody found to be two
 */
export function findDoubles(
  customers: readonly Spelling[],
  apart: (one: string, other: string) => boolean,
): Double[] {
  const found = new Map<string, Double>();
  const add = (group: Spelling[], why: Double['why']) => {
    const [keep, ...others] = group.toSorted(byKnowledge);
    if (keep === undefined) return;
    for (const other of others) {
      const differ = why === 'name' && keep.domain && other.domain && keep.domain !== other.domain;
      const pair = [keep.key, other.key].sort().join('\n');
      if (!differ && !apart(keep.key, other.key) && !found.has(pair)) found.set(pair, { keep, other, why });
    }
  };
  const byCore = Map.groupBy(customers, ({ core }) => core);
  for (const [core, group] of byCore) if (core !== '') add(group, 'name');
  const byDomain = Map.groupBy(customers, ({ domain }) => domain ?? '');
  for (const [domain, group] of byDomain) if (domain !== '') add(group, 'domain');
  return [...found.values()].sort((a, b) => byKnowledge(a.other, b.other));
}

function byKnowledge(a: Spelling, b: Spelling): number {
  return (
    b.interviews - a.interviews ||
    Number(b.hasRecord) - Number(a.hasRecord) ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  );
}
