import type { CustomerRecord } from './case.ts';

/**
 * Two records of one customer, which two keys were merged into: the newer one's values win, consent stands only while
 * neither says no. Whether the customer was good is not settled here: records that disagree leave that disputed.
 */
export function joinRecords(older: CustomerRecord, newer: CustomerRecord): CustomerRecord {
  const refused = older.consent === false || newer.consent === false;
  return {
    key: newer.key,
    name: older.name === '' ? newer.name : older.name,
    good: newer.good ?? older.good,
    consent: refused ? false : (newer.consent ?? older.consent),
    texts: { ...older.texts, ...newer.texts },
    numbers: { ...older.numbers, ...newer.numbers },
    traits: { ...older.traits, ...newer.traits },
  };
}

/** A record as the customer's that its key counts as; only that customer's own record names it. */
export function recordUnder(root: string, record: CustomerRecord): CustomerRecord {
  return record.key === root ? record : { ...record, key: root, name: '' };
}
