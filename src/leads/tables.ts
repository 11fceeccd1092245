const CELL = /\s*[|;\t]\s*/;
/** The line of a table that only draws it: `|---|:--:|`. */
const RULE = /^[\s|:+-]+$/;

/**
 * A pasted table as lines `name: value`: rows of a name and a value, or one row of names above one of values. Two rows of
 * values are two leads, and stay as they are.
 * @param names whether a cell is the name of a trait and nothing more
 */
export function untabled(text: string, names: (cell: string) => boolean): string {
  const lines = text.split('\n');
  const rows = lines
    .map((line) => ({ line, cells: cellsOf(line) }))
    .filter(({ line }) => !RULE.test(line) || line === '');
  const [heads, values, ...more] = rows.filter(({ cells }) => cells.length > 1);
  const isHead = heads && heads.cells.length > 1 && heads.cells.every(names);
  if (isHead && values && more.length === 0 && values.cells.length === heads.cells.length) {
    const pairs = heads.cells.map((name, n) => `${name}: ${values.cells[n]}`);
    return rows.flatMap((row) => (row === heads ? pairs : row === values ? [] : [row.line])).join('\n');
  }
  return rows
    .map(({ line, cells }) => {
      const [name = '', value] = cells;
      return cells.length === 2 && names(name) ? `${name}: ${value}` : line;
    })
    .join('\n');
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .trim()
    .split(CELL)
    .filter((cell) => cell !== '');
}
