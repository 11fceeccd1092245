import { loadCaseTable } from '../src/cases/store.ts';
import { readConfig } from '../src/config.ts';
import { count, draft } from '../src/personas/run.ts';
import { NOW, plantedWorkspace } from '../test/personas/world.ts';
import { replyScores } from './model.ts';

/** `npm run eval -- model`: a recorded set of replies before and after the gate. @returns the measures that were missed */
export async function modelEval(
  line: (measure: string, found: string, goal: string, holds: boolean | null) => void,
): Promise<void> {
  const world = await plantedWorkspace();
  const { db, workspace } = world;
  const job = { db, workspace, config: readConfig({}), now: NOW, model: null, askedBy: 'eval' };
  const scores = await replyScores(job, await count(job));
  for (const { what, sentences, supportedBefore, supportedAfter, reworded, dropped, factsKept } of scores) {
    line(
      what,
      `supported ${supportedBefore} -> ${supportedAfter} of ${sentences}; ${reworded} reworded, ${dropped} dropped`,
      'all after the gate',
      supportedAfter === sentences && factsKept,
    );
  }
  const sum = (pick: (one: (typeof scores)[number]) => number) =>
    scores.reduce((total, one) => total + pick(one), 0);
  const share = (n: number) => `${((100 * n) / sum((one) => one.sentences)).toFixed(1)} %`;
  const [before, after] = [sum((one) => one.supportedBefore), sum((one) => one.supportedAfter)];
  line(
    'claims supported, all replies',
    `${share(before)} before, ${share(after)} after the gate`,
    '100 %',
    after === sum((one) => one.sentences),
  );
  const good = scores.filter(({ what }) => what.startsWith('good: a '));
  const taken = good.reduce((total, one) => total + one.reworded, 0);
  const offered = good.reduce((total, one) => total + one.sentences, 0);
  line('good wordings that stand', `${taken} of ${offered}`, '>= .8', taken >= 0.8 * offered);
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
