const ROWS = 400;

/** Rows in portions that fit into one statement, which takes a limited number of values. */
export function* slices<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += ROWS) yield rows.slice(at, at + ROWS);
}
