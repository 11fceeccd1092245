import { createReadStream, statSync } from 'node:fs';
import { decode, LINE_END, lastLineEnd, lineEnds, NotText, withoutMark } from './encoding.ts';

/** A file to read: its path, or a function that begins reading it anew (an import reads it more than once). */
export type TextFile = string | (() => AsyncIterable<Uint8Array>);

/** How much of a file has been read. `total` is `null` where nobody knows how long it is. */
export type Meter = { bytes: number; total: number | null };

/** One line may hold a long answer, not a whole file without line ends. */
const LONGEST_LINE_BYTES = 4 * 1024 * 1024;

/**
 * Remembers what a file is like before it is read twice.
 *
 * @returns tells whether it is still the same: neither written to since nor replaced
 * @throws NotText for what cannot be read twice
 */
export function watchFile(file: TextFile): () => boolean {
  if (typeof file !== 'string') return () => true;
  const state = () => {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  };
  const kind = statSync(file);
  if (kind.isDirectory()) throw new NotText(0, `${file} is a folder: name the file in it.`);
  if (!kind.isFile()) {
    throw new NotText(
      0,
      `${file} is a pipe or a device, and an import reads its file twice: write it to a file first, then import that.`,
    );
  }
  const before = state();
  return () => state() === before;
}

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
    const end = lastLineEnd(bytes);
    rest = bytes.subarray(end);
    if (rest.length > LONGEST_LINE_BYTES) {
      throw new NotText(
        line + lineEnds(bytes.subarray(0, end)),
        'The line is longer than 4 MB: check that line ends are there and that no quotation mark is left open.',
      );
    }
    if (end === 0) continue;
    const whole = bytes.subarray(0, end);
    yield { line, text: decode(whole, line) };
    line += lineEnds(whole);
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
    const lines = piece.text.split(piece.text.includes('\r') ? LINE_END : '\n');
    if (lines.at(-1) === '') lines.pop();
    for (const text of lines) yield { line: number++, text };
  }
}
