import { loadCaseTable } from '../src/cases/store.ts';
import { readConfig } from '../src/config.ts';
import { count } from '../src/drafting/plan.ts';
import { draft } from '../src/drafting/run.ts';
import { wilson } from '../src/evidence/intervals.ts';
import { NOW, plantedWorkspace } from '../test/personas/world.ts';
import { replyScores } from './model.ts';

/** `npm run eval -- model`: a set of replies written by hand, before and after the gate. @returns the measures that were missed */
export async function modelEval(
  line: (measure: string, found: string, goal: string, holds: boolean | null) => void,
): Promise<void> {
  const world = await plantedWorkspace();
  const { db, workspace } = world;
  const job = { db, workspace, config: readConfig({}), now: NOW, model: null, askedBy: 'eval' };
  const scores = await replyScores(job, await count(job));
  for (const one of scores) {
    const { what, sentences, offered, supportedBefore, supportedAfter, reworded, dropped, factsKept } = one;
    line(
      what,
      `supported ${supportedBefore} -> ${supportedAfter} of ${sentences}; ${reworded} of ${offered} stand, ${dropped} dropped`,
      'all after the gate',
      supportedAfter === sentences && factsKept,
    );
  }
  const sum = (pick: (one: (typeof scores)[number]) => number, of = scores) =>
    of.reduce((total, one) => total + pick(one), 0);
  const all = sum((one) => one.sentences);
  const share = (n: number, of: number) =>
    `${n} of ${of} [${wilson(n, of)
      .map((part) => part.toFixed(3))
      .join(', ')}]`;
  line(
    'sentences supported before the gate',
    share(
      sum((one) => one.supportedBefore),
      all,
    ),
    'shown',
    null,
  );
  const after = sum((one) => one.supportedAfter);
  line('sentences supported after the gate', share(after, all), 'all', after === all);
  // Unchanged replies are neither good nor bad.
  const worded = scores.filter(({ good, offered }) => good && offered > 0);
  const [taken, offered] = [sum((one) => one.reworded, worded), sum((one) => one.offered, worded)];
  line('good wordings that stand', share(taken, offered), '>= .8', taken >= 0.8 * offered);
  const outcome = await draft(job);
  const texts = new Map(
    (await loadCaseTable(db, workspace)).cases.flatMap((one) =>
      one.texts.map(({ answer, text }) => [`a${answer}`, text]),
    ),
  );
  const quotes = outcome.outcome === 'done' ? outcome.result.personas.flatMap((one) => one.quotes) : [];
  const exact = quotes.filter(
    ({ answer, start, end, text }) => texts.get(answer)?.slice(start, end) === text,
  );
  line(
    'quotes that are exact spans',
    `${exact.length} of ${quotes.length}`,
    '100 %',
    quotes.length > 0 && exact.length === quotes.length,
  );
  await world.close();
}
