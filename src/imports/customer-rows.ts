import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { NotText } from '../text/encoding.ts';
import { type Meter, readText, type TextFile } from '../text/lines.ts';

/** One row with the number of its first line; the header is line 1. */
export type CsvRow = { line: number; cells: string[] };

/** A table without its rows yet. */
export type CsvHead = { headings: string[]; delimiter: ',' | ';' };

const LONGEST_ROW = 1_000_000;

/**
 * Reads a table row by row, the header first. Cells are parted by commas or semicolons, whichever the header uses.
 * @throws NotText for another encoding, other separators or a quote that is never closed
 */
export async function* readRows(
  file: TextFile,
  meter?: Meter,
): AsyncGenerator<{ head: CsvHead; row: null } | { head: CsvHead; row: CsvRow }> {
  const pieces = readText(file, meter);
  const first = await pieces.next();
  if (first.done) throw new NotText(0, 'The file is empty: export it again.');
  const delimiter = delimiterOf(first.value.text);
  const source = Readable.from(continued(first.value.text, pieces));
  // Told at once, while rows still wait to be handed out: a fault is in the row after the last that was read.
  let read = 0;
  // The parser counts a CRLF inside a cell as two lines.
  let counted = 0;
  /** The lines in which rows begin that wait to be handed out. */
  const begun: number[] = [];
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    on_record: (cells: string[], { lines }) => {
      const text = cells.join(',');
      counted += occurrences(text, /\r\n/g);
      read = lines - counted;
      begun.push(read - occurrences(text, /\r\n|\r|\n/g));
      return cells;
    },
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  });
  pipeline(source, parser, () => undefined);
  let head: CsvHead | null = null;
  try {
    for await (const item of parser) {
      const row: CsvRow = { line: begun.shift()!, cells: item as string[] };
      if (head === null) {
        head = { headings: row.cells, delimiter };
        yield { head, row: null };
      } else if (row.cells.some((cell) => cell.trim() !== '')) yield { head, row };
    }
  } catch (error) {
    throw error instanceof CsvError ? new NotText(read + 1, sentenceFor(error)) : error;
  }
}

function occurrences(text: string, of: RegExp): number {
  return text.match(of)?.length ?? 0;
}

async function* continued(first: string, rest: AsyncIterable<{ text: string }>): AsyncGenerator<string> {
  yield first;
  for await (const { text } of rest) yield text;
}

/** Counts the separators of the first line that stand outside quotes. */
function delimiterOf(text: string): ',' | ';' {
  const first = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
  if (/^[[{]/.test(first)) {
    throw new NotText(1, 'The file is JSON: customers are a table with a header row (CSV).');
  }
  if (/^sep=.?$/i.test(first)) {
    throw new NotText(1, `The first line is "${first}", which only a spreadsheet reads: remove it.`);
  }
  const head = first.replace(/"(?:[^"]|"")*"/g, '');
  const commas = head.split(',').length;
  const semicolons = head.split(';').length;
  const other = commas === 1 && semicolons === 1 ? /[\t|]/.exec(head)?.[0] : undefined;
  if (other !== undefined) {
    const named = other === '|' ? 'vertical bars' : 'tabs';
    throw new NotText(1, `The cells are parted by ${named}: save the file again with commas or semicolons.`);
  }
  return semicolons > commas ? ';' : ',';
}

function sentenceFor({ code, message }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A quotation mark is opened in this row and never closed: close it, or double it where it is part of the text.';
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'A quotation mark stands inside a cell: put the whole cell in quotation marks and double the inner one.';
    case 'CSV_MAX_RECORD_SIZE':
      return 'The row is longer than a million characters: look for a quotation mark that is never closed.';
    default:
      return `The row cannot be read: ${message}.`;
  }
}
