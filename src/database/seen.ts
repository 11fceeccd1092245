import { openScratch } from './open.ts';

/** Where a key stood first in a file, and a hash of what was said of it there. */
export type Seen = { line: number; hash: string };

/** Remembers the keys of a file in a scratch file, so that memory stays the same however long the file is. */
export function seenKeys() {
  const scratch = openScratch();
  scratch.exec(`CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER, hash TEXT) WITHOUT ROWID; BEGIN`);
  const add = scratch.prepare('INSERT OR IGNORE INTO seen VALUES (?, ?, ?)');
  const find = scratch.prepare<[string], Seen>('SELECT line, hash FROM seen WHERE key = ?');
  return {
    /** @returns the earlier place of this key; `null` when it is new, and it is known from now on */
    twinOf(key: string, { line, hash }: Seen): Seen | null {
      return add.run(key, line, hash).changes === 1 ? null : (find.get(key) ?? null);
    },
    close(): void {
      scratch.close();
    },
  };
}
