import { partsOf, valueIn } from '../interview/action.ts';
import { sayWhere, startAndShow } from '../interview/begin.ts';
import { takeInput } from '../interview/conversation.ts';
import { customerByKey } from '../interview/customer-store.ts';
import type { Deps as InterviewDeps } from '../interview/deps.ts';
import { oneOpenMessage } from '../interview/modals.ts';
import { roleOf } from '../interview/people-store.ts';
import type { Interview } from '../interview/state.ts';
import { openInterviewOf } from '../interview/store.ts';
import type { Role, Script } from '../scripts/script.ts';
import type { Listen, Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { roleMessage } from './blocks.ts';
import { type Snooze, snoozedUntil, workingDaysLater } from './hours.ts';
import { loadPerson, setAvailability } from './person-store.ts';
import { show } from './screen.ts';
import { openSettings } from './settings-slack.ts';
import { changeInvitation, type Invitation, loadInvitation } from './store.ts';

const DAY_MS = 86_400_000;
const MUTE_DAYS = 28;
/** After "not now" nobody is asked for consent again before this. */
const CONSENT_AGAIN_DAYS = 28;
const DEFAULT_AT = '09:30';

/** What a person can answer to an invitation. Everything keeps working on an old message, a late start included. */
export function registerAnswersTo(listen: Listen, deps: InterviewDeps): void {
  listen.action('invitation_consent', async (turn, action) => {
    const [id, answer] = partsOf(action);
    await change(turn, deps, Number(id), ['consent'], (db, one) => consent(turn, db, one, answer ?? ''));
  });
  listen.action('invitation_start', (turn, action) => start(turn, deps, Number(partsOf(action)[0])));
  listen.action('invitation_role', (turn, action) => {
    const [id, role] = partsOf(action);
    return start(turn, deps, Number(id), role as Role);
  });
  listen.action('invitation_snooze', async (turn, action) => {
    const choice = valueIn(action) as Snooze | null;
    if (choice === null) return;
    await change(turn, deps, Number(partsOf(action)[0]), ['invited'], async (db, invitation) => {
      const { person } = await loadPerson(db, turn.workspace, turn.person, {
        zone: turn.config.timeZone,
        reminders: new Map(),
        hasReason: true,
        now: turn.now,
      });
      const until = snoozedUntil(choice, person.hours, person.at ?? DEFAULT_AT, turn.now);
      if (until === null) return invitation;
      const day = workingDaysLater(person.hours, until, 1);
      const closes_at = day > invitation.closes_at ? day : invitation.closes_at;
      return changeInvitation(db, invitation, { snoozed_until: until, closes_at });
    });
  });
  listen.action('invitation_decline', (turn, action) =>
    change(turn, deps, Number(partsOf(action)[0]), ['invited'], (db, one) => decline(turn, db, one)),
  );
  listen.action('invitation_more', (turn, action) => {
    if (valueIn(action) === 'settings') return openSettings(turn);
    return change(turn, deps, Number(partsOf(action)[0]), ['invited'], async (db, one) => {
      await setAvailability(db, turn.workspace, turn.person, { muted_until: inDays(turn.now, MUTE_DAYS) });
      return decline(turn, db, one);
    });
  });
  listen.action('invitation_unmute', async (turn) => {
    await turn.commit((db) => setAvailability(db, turn.workspace, turn.person, { muted_until: null }));
    await turn.reply({ text: textsIn(turn.language).invitations.unmuted });
  });
}

type Change = (db: Turn['db'], invitation: Invitation) => Promise<Invitation>;

/** One answer to an invitation that still waits for one; a second click changes nothing. */
async function change(
  turn: Turn,
  { scripts }: InterviewDeps,
  id: number,
  from: Invitation['state'][],
  work: Change,
): Promise<void> {
  const done = await turn.commit(async (db) => {
    const invitation = await loadInvitation(db, turn.workspace, id);
    if (invitation?.person !== turn.person || !from.includes(invitation.state)) return false;
    const changed = await work(db, invitation);
    await show({ db, config: turn.config, scripts, now: turn.now }, changed);
    return true;
  });
  if (!done) await turn.reply({ text: textsIn(turn.language).invitations.over });
}

async function consent(turn: Turn, db: Turn['db'], invitation: Invitation, answer: string) {
  const { workspace, person, now } = turn;
  if (answer === 'yes') {
    await setAvailability(db, workspace, person, { consent: 'yes', consent_from: null });
    return changeInvitation(db, invitation, { state: 'invited', shown_at: now });
  }
  await setAvailability(
    db,
    workspace,
    person,
    answer === 'never' ? { consent: 'never' } : { consent_from: inDays(now, CONSENT_AGAIN_DAYS) },
  );
  return decline(turn, db, invitation);
}

function decline({ now }: Turn, db: Turn['db'], invitation: Invitation): Promise<Invitation> {
  return changeInvitation(db, invitation, { state: 'declined', ended_at: now });
}

/** Begins the interview; where the invitation is about a customer, its first question is answered already. */
async function start(turn: Turn, deps: InterviewDeps, id: number, said: Role | null = null): Promise<void> {
  const { db, workspace, person, language } = turn;
  const texts = textsIn(language).invitations;
  const invitation = await loadInvitation(db, workspace, id);
  const mayStart = invitation?.state === 'invited' || invitation?.state === 'closed';
  if (invitation?.person !== person || !mayStart) return turn.reply({ text: texts.over });
  const script = deps.scripts.find((one) => one.id === invitation.script);
  if (!script) return turn.reply({ text: texts.noScript });
  const role = said ?? (await roleOf(db, workspace, person));
  if (role === null) return turn.reply(roleMessage(id, language));
  const open = await begin(turn, deps, invitation, script, role);
  if (open) {
    const { blocks = [] } = oneOpenMessage(open, null, language);
    return turn.reply({ text: texts.busy, blocks });
  }
  await sayWhere(turn);
}

/** @returns the interview that stands in the way */
function begin(
  turn: Turn,
  deps: InterviewDeps,
  invitation: Invitation,
  script: Script,
  role: Role,
): Promise<Interview | null> {
  return turn.commit(async (db) => {
    const { workspace, now, config } = turn;
    const open = await openInterviewOf(db, workspace, turn.person);
    if (open) return open;
    const stage = { db, config, scripts: deps.scripts, now };
    const interview = await startAndShow(db, turn, deps, script, role, null);
    const started = {
      state: 'started' as const,
      interview: interview.id,
      ended_at: now,
      snoozed_until: null,
    };
    await show(stage, await changeInvitation(db, invitation, started));
    const { reason, subject } = invitation;
    const question = script.questions.find(({ type }) => type === 'customer');
    const customer =
      subject !== null && (reason === 'churned' || reason === 'reported')
        ? await customerByKey(db, workspace, subject)
        : null;
    if (question && customer) {
      const { key, name } = customer;
      const answers = { [question.key]: { state: 'customer' as const, key, name } };
      await takeInput(db, turn, deps, interview, { kind: 'form', answers });
    }
    return null;
  });
}

function inDays(now: string, days: number): string {
  return new Date(Date.parse(now) + days * DAY_MS).toISOString();
}
