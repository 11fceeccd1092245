import type { ViewOutput } from '@slack/bolt';
import { noticeView } from '../interview/modals.ts';
import { audit } from '../personas/audit.ts';
import type { Script } from '../scripts/script.ts';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Facts } from './away.ts';
import { type Preview, planModal, previewModal } from './modals.ts';
import { availabilityOf, loadPerson, timeZoneOf } from './person-store.ts';
import { type FormValues, PEOPLE_AT_MOST, readPlan } from './plan.ts';
import { nextAsk } from './planner.ts';
import { type LookUpAt, remember } from './run.ts';
import { addCampaign, audienceOf, campaignsOn, type Plan, stopCampaign } from './store.ts';

export type PlanDeps = { scripts: readonly Script[]; lookUp: LookUpAt };

/** Slack waits three seconds for the answer to a form; people it is too slow for are shown without their zone. */
const LOOK_UP_MS = 1_500;
const LOOK_UPS = 40;

/** `/persona invite`, or the button under the weekly summary: what is switched on, a form for one more, its preview, and switching it on and off. */
export function registerPlans(listen: Listen, deps: PlanDeps): void {
  listen.command('invite', (turn) => openForm(turn, deps));
  listen.action('invitation_open', (turn) => openForm(turn, deps));
  listen.action('invitation_stop', async (turn, action, body) => {
    if (!mayInvite(turn)) return turn.reply({ text: textsIn(turn.language).invitations.plan.notYours });
    const id = Number('value' in action ? action.value : Number.NaN);
    await turn.commit(async (db) => {
      await stopCampaign(db, turn.workspace, id, turn.now);
      await note(turn, db, 'campaign stopped', id);
    });
    if (body.view) await turn.updateModal(body.view.id, await formOf(turn, deps));
  });
  listen.view('invitation_plan', (turn, view) => preview(turn, deps, view));
  listen.view('invitation_confirm', (turn, view) => switchOn(turn, view));
}

async function openForm(turn: Turn, deps: PlanDeps): Promise<void> {
  if (!mayInvite(turn)) return turn.reply({ text: textsIn(turn.language).invitations.plan.notYours });
  await turn.openModal(await formOf(turn, deps));
}

function mayInvite({ person, config }: Turn): boolean {
  return config.reviewers.includes(person) || config.admins.includes(person);
}

async function formOf(turn: Turn, { scripts }: PlanDeps) {
  return planModal(await campaignsOn(turn.db, turn.workspace), scripts, turn.language);
}

async function preview(turn: Turn, deps: PlanDeps, view: ViewOutput): Promise<ViewAnswer> {
  const texts = textsIn(turn.language).invitations.plan;
  const read = readPlan(view.state.values as FormValues, turn.now, turn.config.timeZone);
  if (!read.ok) {
    const words = read.fault === 'tooMany' ? texts.tooMany(PEOPLE_AT_MOST) : texts[read.fault];
    return { errors: { [read.block]: words } };
  }
  const people = await audienceOf(turn.db, turn.workspace, read.plan);
  await lookUpUnknown(turn, deps, people);
  const lines: Preview = [];
  for (const person of people) lines.push(await previewOf(turn, read.plan, person));
  return { update: previewModal(read.plan, lines, turn.config.timeZone, turn.language) };
}

async function previewOf(turn: Turn, plan: Plan, id: string): Promise<Preview[number]> {
  const { db, workspace, config, now } = turn;
  const options = { zone: config.timeZone, reminders: new Map(), hasReason: true, now };
  const { person } = await loadPerson(db, workspace, id, options);
  const { at, because } = nextAsk({ id: 0, ...plan }, person, now);
  const busy = person.waiting ? 'open_invitation' : person.openInterview ? 'open_interview' : null;
  return {
    person: id,
    timeZone: await timeZoneOf(db, workspace, id),
    at,
    because: at === null ? because : (busy ?? because),
    first: person.consent === 'unknown',
  };
}

/** Zone and absence of people whom nobody has asked Slack about yet. */
async function lookUpUnknown(turn: Turn, { lookUp }: PlanDeps, people: string[]): Promise<void> {
  const found = new Map<string, Facts>();
  const unknown: string[] = [];
  for (const person of people) {
    const { looked_at } = await availabilityOf(turn.db, turn.workspace, person);
    if (looked_at === null && unknown.length < LOOK_UPS) unknown.push(person);
  }
  const asked = unknown.map(async (person) => {
    // The plan is shown without what Slack does not say now; the run asks again before it invites.
    const facts = await lookUp(turn.workspace, person, turn.now).catch(() => null);
    if (facts) found.set(person, facts);
  });
  const over = new AbortController();
  const limit = new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOK_UP_MS);
    over.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  await Promise.race([Promise.all(asked), limit]);
  over.abort();
  await turn.commit(async (db) => {
    for (const [person, facts] of found) await remember(db, turn.workspace, person, facts, turn.now);
  });
}

async function switchOn(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const texts = textsIn(turn.language).invitations.plan;
  if (!mayInvite(turn)) return { update: noticeView(texts.title, texts.notYours, turn.language) };
  const plan = JSON.parse(view.private_metadata) as Plan;
  await turn.commit(async (db) => {
    const id = await addCampaign(db, turn.workspace, plan, turn.person, turn.now);
    await note(turn, db, 'campaign switched on', id);
  });
  return { update: noticeView(texts.title, texts.on, turn.language) };
}

function note({ workspace, now, person }: Turn, db: Turn['db'], action: string, id: number): Promise<void> {
  return audit(db, workspace, { at: now, actor: person, action, subject: `campaign ${id}`, detail: {} });
}
