import { NAME_AT_MOST } from './customer.ts';
import { visibleQuestions } from './progress.ts';
import type { Interview } from './state.ts';

/** The reserved dimension of a text question that lists customers, with commas or lines between them. */
const NAMED_CUSTOMERS = 'named_customers';
/** Slack takes 25 buttons in a row. */
const NAMES_AT_MOST = 20;

/** The customers that an interview names, each once, in the order of the questions. */
export function customersNamedIn(interview: Interview): string[] {
  const names = new Map<string, string>();
  for (const { key, dimension, type } of visibleQuestions(interview)) {
    const answer = interview.answers[key];
    if (dimension !== NAMED_CUSTOMERS || type !== 'text' || answer?.state !== 'answered') continue;
    for (const name of namesIn(String(answer.value))) {
      const folded = name.toLowerCase();
      if (!names.has(folded)) names.set(folded, name);
    }
  }
  return [...names.values()].slice(0, NAMES_AT_MOST);
}

/** `1. Acme GmbH (rude), Beta — left` -> Acme GmbH, Beta: list signs and remarks are left out. */
function namesIn(text: string): string[] {
  return text
    .split(/[,;\n]+/)
    .map((part) =>
      part
        .replace(/^\s*(?:[-*•]|\d+[.)])\s*/u, '')
        .replace(/\s*\(.*$|\s+[-–—]\s.*$|:.*$/u, '')
        .replace(/[.!]+$/u, '')
        .trim(),
    )
    .filter((name) => /\p{L}/u.test(name) && name.length <= NAME_AT_MOST);
}
