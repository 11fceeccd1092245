import type { CustomerRecord, Dimension } from '../cases/case.ts';
import { dimensionsOf, recordFact } from '../cases/dimension.ts';
import { mergeValues } from '../cases/merge.ts';
import { isTrait } from '../cases/value.ts';
import type { Script } from '../scripts/script.ts';

/** Different cells that are remembered of one column, and how many of them are named. */
const REMEMBERED = 10_000;
const NAMED = 3;

type Column = {
  dimension: Dimension;
  heard: Map<string | number, boolean>;
  rows: number;
  examples: Set<string>;
};

/**
 * Watches records for cells that none of the scripts' options stands for ("Space travel" as an industry): they are kept,
 * count nowhere, and would pass unseen.
 */
export function unheardCells(scripts: readonly Script[]): {
  watch(record: CustomerRecord): void;
  notes(): string[];
} {
  const columns = Object.values(dimensionsOf(scripts))
    .filter((dimension) => dimension.values.length > 0 && isTrait(dimension))
    .map((dimension): Column => ({ dimension, heard: new Map(), rows: 0, examples: new Set() }));
  return {
    watch: (record) => {
      for (const column of columns) {
        const cell = recordFact(record, column.dimension.key);
        if (cell === null || cell === '' || isHeard(column, cell)) continue;
        column.rows++;
        if (column.examples.size < NAMED) column.examples.add(String(cell).slice(0, 80));
      }
    },
    notes: () => columns.filter(({ rows }) => rows > 0).map(noteOf),
  };
}

function isHeard({ dimension, heard }: Column, cell: string | number): boolean {
  const known = heard.get(cell);
  if (known !== undefined) return known;
  const found = mergeValues(dimension, [cell])?.values?.length ?? 0;
  if (heard.size < REMEMBERED) heard.set(cell, found > 0);
  return found > 0;
}

function noteOf({ dimension, rows, examples }: Column): string {
  const offered = dimension.values.map(({ value }) => value).join(', ');
  const named = [...examples].map((cell) => JSON.stringify(cell)).join(', ');
  const many = rows === 1 ? 'one row holds' : `${rows} rows hold`;
  return `${dimension.key}: ${many} what no script offers, so it counts nowhere (${named}). Offered are ${offered}.`;
}
