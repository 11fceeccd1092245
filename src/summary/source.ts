import type { Summary } from './summary.ts';

/** One figure of a summary, the query over stored rows that gives it, and the one that lists the customers behind it. */
export type Source = {
  /** Where it stands in `summary --json`. */
  figure: string;
  value: number | null;
  sql: string;
  cases: string | null;
};

/** A text as SQL writes it. */
export const sqlText = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Instants of a column that lie in the week of a summary. */
export function within(column: string, { from, to }: Pick<Summary, 'from' | 'to'>): string {
  return `${column} >= ${sqlText(from)} AND ${column} < ${sqlText(to)}`;
}
