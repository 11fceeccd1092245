import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isJson, type Json } from './json.ts';

/** One line per change, appended before anybody is told of the change. */
export type Journal = {
  /** Every whole line of the file, oldest first. A torn last line, the mark of a killed process, is left out. */
  read(): Json[];
  append(entry: Json): void;
  /** Replaces the whole file at once: the old one stays until the new one is complete. */
  rewrite(entries: Json[]): void;
};

/** A journal that remembers nothing, for a workspace that lives in memory only. */
export const noJournal: Journal = { read: () => [], append: () => {}, rewrite: () => {} };

/** Opens (or creates) a journal file. A torn last line is cut off, so that the next one starts on a line of its own. */
export function openJournal(file: string): Journal {
  mkdirSync(dirname(file), { recursive: true });
  return {
    read: () => {
      const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [''];
      const torn = lines.pop();
      if (torn !== '') writeWhole(file, lines);
      return lines.map(parseLine).filter((entry) => entry !== null);
    },
    append: (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`),
    rewrite: (kept) =>
      writeWhole(
        file,
        kept.map((entry) => JSON.stringify(entry)),
      ),
  };
}

function writeWhole(file: string, lines: readonly string[]): void {
  writeFileSync(`${file}.new`, lines.map((line) => `${line}\n`).join(''));
  renameSync(`${file}.new`, file);
}

function parseLine(line: string): Json | null {
  try {
    const entry: unknown = JSON.parse(line);
    return isJson(entry) ? entry : null;
  } catch {
    return null;
  }
}
