import type { WrittenQuestion } from './format.ts';
/**
 * Something wrong at one place of a script file; the message says what to do. `advice`: the script can be used as it
 * is, by an import say, but people would not like it.
 */
export type Problem = { path: (string | number)[]; message: string; advice?: true };

export type Placed = { index: number; written: WrittenQuestion };
