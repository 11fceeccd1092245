import type { Database } from '../database/open.ts';
import type { InTurns } from '../database/pace.ts';
import type { Link } from './touched.ts';
/** What a version is counted again for. */
export type Recounting = {
  db: Database;
  workspace: number;
  inTurns: InTurns;
  /** The customers that lost something, and what is left of them in each claim. */
  customers: ReadonlySet<string>;
  left: ReadonlyMap<string, ReadonlyMap<string, Link[]>>;
  /** The customers of whom nothing is left at all. */
  gone: ReadonlySet<string>;
  /** What a reader is told from now on: sentences keep the numbers they were written with. */
  caution: string;
};
