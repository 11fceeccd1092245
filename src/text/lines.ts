import { isUtf8 } from 'node:buffer';
import { createReadStream, statSync } from 'node:fs';

/** A file to read: its path, or a function that begins reading it anew (an import reads it more than once). */
export type TextFile = string | (() => AsyncIterable<Uint8Array>);

/** How much of a file has been read. `total` is `null` where nobody knows how long it is. */
export type Meter = { bytes: number; total: number | null };

/** A file that is not the text it should be; the message is a sentence for whoever brought it. */
export class NotText extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** One line may hold a long answer, not a whole file without line ends. */
const LONGEST_LINE_BYTES = 4 * 1024 * 1024;
const NEWLINE = 0x0a;
/** How files begin that are no text; the sentence says what to do. */
const NO_TEXT: [Buffer, string][] = [
  [
    Buffer.from([0x1f, 0x8b]),
    'The file is compressed (gzip): unpack it first, then import what comes out of it.',
  ],
  [
    Buffer.from('PK\x03\x04'),
    'The file is a spreadsheet or an archive (zip), not text: save the table as "CSV UTF-8", or unpack it first.',
  ],
  [
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
    'The file is a spreadsheet of the old kind, not text: save the table as "CSV UTF-8".',
  ],
];

/**
 * Reads a file piece by piece, each piece ending at the end of a line, checked to be UTF-8 and without the
 * byte-order mark. Never holds more than a few megabytes.
 *
 * @param meter told how far the reading is
 * @throws NotText naming the line, for another encoding or a line without end
 */
export async function* readText(
  file: TextFile,
  meter?: Meter,
): AsyncGenerator<{ line: number; text: string }> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let first = true;
  if (meter) Object.assign(meter, { bytes: 0, total: typeof file === 'string' ? statSync(file).size : null });
  for await (const chunk of typeof file === 'string' ? createReadStream(file) : file()) {
    if (meter) meter.bytes += chunk.length;
    let bytes: Buffer = Buffer.concat([rest, chunk]);
    if (first && bytes.length >= 4) {
      bytes = withoutMark(bytes);
      first = false;
    }
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    rest = bytes.subarray(end);
    if (rest.length > LONGEST_LINE_BYTES) {
      throw new NotText(
        line + newlines(bytes.subarray(0, end)),
        'The line is longer than 4 MB: check that line ends are there (LF or CRLF) and that no quotation mark is left open.',
      );
    }
    if (end === 0) continue;
    const whole = bytes.subarray(0, end);
    yield { line, text: decode(whole, line) };
    line += newlines(whole);
  }
  const last = first ? withoutMark(rest) : rest;
  if (last.length > 0) yield { line, text: decode(last, line) };
}

/** The lines of a file with their numbers, without their ends. */
export async function* readLines(
  file: TextFile,
  meter?: Meter,
): AsyncGenerator<{ line: number; text: string }> {
  for await (const piece of readText(file, meter)) {
    let number = piece.line;
    const lines = piece.text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const text of lines) yield { line: number++, text: text.endsWith('\r') ? text.slice(0, -1) : text };
  }
}

function withoutMark(bytes: Buffer): Buffer {
  const other = NO_TEXT.find(([beginning]) => bytes.subarray(0, beginning.length).equals(beginning));
  if (other) throw new NotText(0, other[1]);
  const [a, b, c] = bytes;
  const sixteen = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  if (sixteen || bytes.subarray(0, 4).includes(0)) {
    throw new NotText(
      1,
      'The file is in UTF-16 and must be UTF-8: save it again as UTF-8 (in a spreadsheet: "CSV UTF-8").',
    );
  }
  return a === 0xef && b === 0xbb && c === 0xbf ? bytes.subarray(3) : bytes;
}

function decode(bytes: Buffer, line: number): string {
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    throw new NotText(
      line + newlines(bytes.subarray(0, zero)),
      'The line holds a zero byte, which no text has: the file is damaged or is no text. Export it again.',
    );
  }
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new NotText(
    line + brokenLine(bytes),
    'The file is not UTF-8 (perhaps Latin-1 or Windows-1252): save it again as UTF-8 (in a spreadsheet: "CSV UTF-8").',
  );
}

/** How many lines stand before the one that is not UTF-8. */
function brokenLine(bytes: Buffer): number {
  let start = 0;
  for (let before = 0; ; before++) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return before;
    start = end + 1;
  }
}

function newlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}
