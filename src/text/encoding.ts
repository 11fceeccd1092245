import { isUtf8 } from 'node:buffer';

/** A file that is not the text it should be; the message is a sentence for whoever brought it. */
export class NotText extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

export const LINE_END = /\r\n|\r|\n/;
const FEED = 0x0a;
const RETURN = 0x0d;

const compressed = (format: string) =>
  `The file is compressed (${format}): unpack it first, then import what comes out of it.`;
const PAGE =
  'The file is a web page or XML, perhaps the page that asks to sign in: export it again as CSV or JSON.';
/** How files begin that are no text, or no text with rows; the sentence says what to do. */
const NO_TEXT: [string, string][] = [
  ['\x1f\x8b', compressed('gzip')],
  ['BZh91AY&SY', compressed('bzip2')],
  ['\xfd7zXZ', compressed('xz')],
  ['\x28\xb5\x2f\xfd', compressed('zstd')],
  ['7z\xbc\xaf', compressed('7z')],
  ['Rar!\x1a', compressed('rar')],
  [
    'PK\x03\x04',
    'The file is a spreadsheet or an archive (zip), not text: save the table as "CSV UTF-8", or unpack it first.',
  ],
  ['\xd0\xcf\x11\xe0', 'The file is a spreadsheet of the old kind, not text: save the table as "CSV UTF-8".'],
  ['%PDF-', 'The file is a PDF: export the table behind it as CSV.'],
  ['SQLite format 3', 'The file is a database, not text: export the table as CSV.'],
  ...['<!DOCTYPE', '<!doctype', '<html', '<HTML', '<?xml'].map((begin): [string, string] => [begin, PAGE]),
];

/** @returns the bytes without a byte-order mark @throws NotText for what is no text at all, by how it begins */
export function withoutMark(bytes: Buffer): Buffer {
  const begins = bytes.toString('latin1', 0, 20);
  const other = NO_TEXT.find(([beginning]) => begins.startsWith(beginning));
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

/** UTF-8 as text. `line`: where the bytes begin. @throws NotText with the line that is not UTF-8 */
export function decode(bytes: Buffer, line: number): string {
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    throw new NotText(
      line + lineEnds(bytes.subarray(0, zero)),
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
  const lines = bytes.toString('latin1').split(LINE_END);
  return lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1')));
}

/** Where the last line of the bytes ends that surely ends in them: a CR at their very end may be half of a CRLF. */
export function lastLineEnd(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(FEED) + 1;
  return feed + bytes.subarray(feed, -1).lastIndexOf(RETURN) + 1;
}

/** How many lines end in the bytes, with LF, CRLF or CR. */
export function lineEnds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(FEED); at >= 0; at = bytes.indexOf(FEED, at + 1)) count++;
  for (let at = bytes.indexOf(RETURN); at >= 0; at = bytes.indexOf(RETURN, at + 1)) {
    if (bytes[at + 1] !== FEED) count++;
  }
  return count;
}
