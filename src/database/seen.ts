import { openScratch } from './open.ts';

/** Where a key stood first in a file, and a hash of what was said of it there. */
export type Seen = { line: number; hash: string };

/** What is known of a key: where it stood before, or else another spelling of it that differs only in capitals. */
export type Met = { twin: Seen | null; likeness: { key: string; line: number } | null };

/** Remembers the keys of a file in a scratch file, so that memory stays the same however long the file is. */
export function seenKeys() {
  const scratch = openScratch();
  scratch.exec(
    `CREATE TABLE seen (folded TEXT, key TEXT, line INTEGER, hash TEXT, PRIMARY KEY (folded, key)) WITHOUT ROWID; BEGIN`,
  );
  const find = scratch.prepare<[string], Seen & { key: string }>(
    'SELECT key, line, hash FROM seen WHERE folded = ?',
  );
  const add = scratch.prepare('INSERT INTO seen VALUES (?, ?, ?, ?)');
  return {
    /** A new key is known from now on. */
    meet(key: string, { line, hash }: Seen): Met {
      const folded = key.toLowerCase();
      const before = find.all(folded);
      const twin = before.find((each) => each.key === key) ?? null;
      if (twin === null) add.run(folded, key, line, hash);
      return { twin, likeness: twin === null ? (before[0] ?? null) : null };
    },
    close(): void {
      scratch.close();
    },
  };
}
