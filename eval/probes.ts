import { readFileSync } from 'node:fs';
import { vaguenessOf } from '../src/interview/vague.ts';

type Labelled = { answer: string; probe: boolean };

export type ProbeScore = { answers: number; precision: number; recall: number; wrong: string[] };

/** How well the rules for follow-ups agree with answers that were labelled before the rules were written. */
export function probeScore(file: string): ProbeScore {
  const lines = readFileSync(new URL(`probes/${file}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const labelled = lines.map((line) => JSON.parse(line) as Labelled);
  const asked = labelled.filter(({ answer }) => vaguenessOf(answer) !== null);
  const right = asked.filter(({ probe }) => probe).length;
  const wrong = labelled.filter(({ answer, probe }) => (vaguenessOf(answer) !== null) !== probe);
  return {
    answers: labelled.length,
    precision: right / asked.length,
    recall: right / labelled.filter(({ probe }) => probe).length,
    wrong: wrong.map(({ answer }) => answer),
  };
}
