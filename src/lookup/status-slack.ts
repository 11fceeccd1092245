import { loadDropped } from '../cases/theme-store.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { mayCall } from '../model/budget.ts';
import { loadCosts, totalOf } from '../model/costs.ts';
import { monthOf } from '../model/month.ts';
import { spentSince } from '../model/store.ts';
import { listPersonas } from '../personas/store.ts';
import type { Turn } from '../slack/turn.ts';
import { type Catalogue, textsIn } from '../text/catalogue.ts';
import { dayAt } from '../text/day.ts';
import { sheet } from './blocks.ts';
import { loadStatus } from './store.ts';

const COST_MONTHS = 3;

/** A line for each of the last months in which a model was asked something, and how the budget stands. */
async function costLines({ db, workspace, config, now, language }: Turn): Promise<string[]> {
  const { status } = textsIn(language).lookup;
  const lines: string[] = [];
  for (let before = 0; before < COST_MONTHS; before++) {
    const month = monthOf(now, config.timeZone, before);
    const costs = await loadCosts(db, workspace, config.model, month);
    const { calls, usd } = totalOf(costs);
    const parts = costs.map((cost) =>
      status.modelPart(status.prompts[cost.prompt] ?? cost.prompt, cost.calls, cost.usd),
    );
    if (calls > 0) lines.push(status.model(month.name, calls, usd, parts.join(', ')));
  }
  return [...lines, ...(await budgetLines(db, workspace, config, { now, texts: status }))];
}

/** What the shortest call takes: where it does not fit any more, no other does. */
const LEAST = { in: 500, out: 100 };

async function budgetLines(
  db: Database,
  workspace: number,
  { model, timeZone }: Config,
  { now, texts }: { now: string; texts: Catalogue['lookup']['status'] },
): Promise<string[]> {
  const budget = model.monthlyBudgetUsd;
  if (budget === null) return [];
  const { from, to } = monthOf(now, timeZone);
  const spent = await spentSince(db, workspace, model, from);
  if (spent === null) return [texts.noPrices];
  const until = dayAt(to, timeZone);
  return [mayCall(model, spent, LEAST).allowed ? texts.budget(spent, budget) : texts.spent(budget, until)];
}

/** `/persona status`: how much was told and drafted; for reviewers also what a model costs and what was left out. */
export async function status(turn: Turn, isReviewer: boolean): Promise<void> {
  const { status } = textsIn(turn.language).lookup;
  const { problem, comparison, people, waiting, approved, lastDraft } = await loadStatus(
    turn.db,
    turn.workspace,
  );
  const day = lastDraft?.at.slice(0, 10) ?? '';
  const drafted = { running: status.drafting, done: status.lastDraft(day), failed: status.draftFailed(day) };
  const lines = [
    status.line(problem, comparison, people),
    status.drafts(waiting, approved),
    lastDraft ? drafted[lastDraft.outcome] : status.neverDrafted,
  ];
  const costs = isReviewer ? await costLines(turn) : [];
  const model = costs.length === 0 ? [] : [{ title: status.modelTitle, lines: costs }];
  const left = isReviewer ? await leftOutLines(turn) : [];
  const out = left.length === 0 ? [] : [{ title: status.leftOutTitle, lines: left }];
  await turn.reply(sheet([{ title: status.title, lines }, ...model, ...out]));
}

/** How much the checks left out, of both voices, and where it is told. */
async function leftOutLines({ db, workspace, language }: Turn): Promise<string[]> {
  const { status } = textsIn(language).lookup;
  const drafts = await listPersonas(db, workspace, 'draft');
  const lines = drafts.reduce((sum, { body }) => sum + body.dropped.length, 0);
  const findings = (await loadDropped(db, workspace)).length;
  return [
    ...(lines > 0 ? [status.leftOutLines(lines)] : []),
    ...(findings > 0 ? [status.leftOutFindings(findings)] : []),
  ];
}
