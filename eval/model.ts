import { readFileSync } from 'node:fs';
import type { DraftJob } from '../src/drafting/job.ts';
import type { Counted } from '../src/drafting/plan.ts';
import { embedded, loadNames, requestsFor } from '../src/drafting/voice.ts';
import type { GateContext } from '../src/personas/gate.ts';
import { type PersonaBody, sentencesOf } from '../src/personas/persona.ts';
import { textsIn } from '../src/text/catalogue.ts';
import { applyReply } from '../src/wording/reply.ts';
import type { WordingRequest } from '../src/wording/request.ts';

type Written = {
  what: string;
  good: boolean;
  change: {
    prefix?: string;
    suffix?: string;
    replace?: string;
    swap?: Record<string, string>;
    numbers?: 'lost' | 'moved';
  };
};

/** A sentence is supported when it is the counted one, or a wording of it that was written as a good one. */
export type ReplyScore = {
  what: string;
  good: boolean;
  sentences: number;
  /** Sentences that the reply words otherwise than we do. */
  offered: number;
  supportedBefore: number;
  supportedAfter: number;
  reworded: number;
  dropped: number;
  /** What stands next to the text and may never move: ids, claims, rules. */
  factsKept: boolean;
};

/** Replies written by hand as models may give them, good and bad, each given for every persona and passed through the gate. */
export async function replyScores(job: DraftJob, counted: Counted): Promise<ReplyScore[]> {
  const lines = readFileSync(new URL('model/replies.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const names = await loadNames(job);
  const wordings = embedded(job, counted.planned, counted.evidence, names);
  const requests = await requestsFor(job, wordings, names);
  return lines.map((line) => {
    const recorded = JSON.parse(line) as Written;
    const bodies = wordings.map(({ body, gate }, i) => answered(body, gate, requests[i]!, recorded));
    const pairs = bodies.flatMap(({ before, after, offered }) =>
      sentencesOf(before).map(({ place, sentence }) => ({
        own: sentence.text,
        offered: offered.get(place),
        after: at(after, place),
      })),
    );
    const supported = pairs.filter(
      ({ own, after }) => recorded.good || after === null || after === own,
    ).length;
    return {
      what: recorded.what,
      good: recorded.good,
      offered: pairs.filter(({ own, offered }) => offered !== undefined && offered !== own).length,
      sentences: pairs.length,
      supportedBefore: pairs.filter(({ own, offered }) => recorded.good || offered === own).length,
      supportedAfter: supported,
      reworded: pairs.filter(({ own, after }) => after !== null && after !== own).length,
      dropped: bodies.reduce(
        (sum, { before, after }) => sum + after.dropped.length - before.dropped.length,
        0,
      ),
      factsKept: bodies.every(({ before, after }) => facts(before) === facts(after)),
    };
  });
}

function answered(before: PersonaBody, gate: GateContext, asked: WordingRequest, { change }: Written) {
  const material = JSON.parse(asked.request.user) as { sentences: { place: string; text: string }[] };
  const sentences = material.sentences.map(({ place, text }) => ({
    place,
    text: changed(text.replaceAll(asked.sign, ' '), change),
  }));
  const naming = { mayRename: false, taken: [], real: new Set<string>() };
  const reply = { name: '', subtitle: '', sentences, suggestions: [] };
  // What would stand there if nobody looked.
  const offered = new Map(
    sentences.map(({ place, text }) => [place, filled(text, asked.numbers.get(place) ?? [])]),
  );
  return {
    before,
    offered,
    after: applyReply(before, reply, asked, gate, naming, textsIn('en').personas.gate),
  };
}

const filled = (text: string, numbers: string[]) =>
  text.replaceAll(/\{n(\d+)\}/g, (_match, n: string) => numbers[Number(n) - 1] ?? '');

function changed(
  text: string,
  { prefix = '', suffix = '', replace, swap, numbers }: Written['change'],
): string {
  if (numbers === 'lost') return text.replace(/\{n\d+\}/, 'some');
  // A sentence without numbers has none to lose or to move: it gets one of its own.
  if (numbers === 'moved') return text.includes('{n1}') ? text.replace('{n1}', '{n2}') : `${text} {n1}`;
  if (swap !== undefined) {
    return Object.entries(swap).reduce((said, [from, to]) => said.replaceAll(from, to), text);
  }
  if (replace !== undefined) return [replace, ...(text.match(/\{n\d+\}/g) ?? [])].join(' ');
  return `${prefix}${text}${suffix}`;
}

function at(body: PersonaBody, place: string): string | null {
  return sentencesOf(body).find((one) => one.place === place)?.sentence.text ?? null;
}

function facts(body: PersonaBody): string {
  const evidence = sentencesOf(body).map(({ sentence }) => sentence.evidence);
  const { caseCount, disqualifiers, claims, economics, verdict, descriptions } = body;
  return JSON.stringify([evidence, caseCount, disqualifiers, claims, economics, verdict, descriptions]);
}
