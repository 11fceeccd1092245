import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadScripts } from '../../src/scripts/load.ts';
import type { Script } from '../../src/scripts/script.ts';

/** As many screens as the longest interview of the shipped scripts has; each is answered with a message. */
const QUESTIONS = 8;

/** An interview in which every step is one message, as every step of the bare app is. */
export function benchScript(): Script {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-bench-script-'));
  const questions = Array.from(
    { length: QUESTIONS },
    (_, n) => `  - { key: q${n}, ask: What happened in part ${n + 1}?, type: text, screen: s${n} }`,
  );
  const head = ['id: bench', 'version: 1', 'title: Bench', 'audience: [sales]', 'case: none', 'questions:'];
  writeFileSync(join(folder, 'bench.yaml'), [...head, ...questions, ''].join('\n'));
  return loadScripts(folder)[0]!;
}
