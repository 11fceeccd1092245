import type { Database } from '../database/open.ts';
import type { Role, Script } from '../scripts/script.ts';
import type { Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { brokenFor, choiceFor, choiceMessage, isFor, scriptFor } from './choose.ts';
import { type Outcome, takeInput } from './conversation.ts';
import type { Deps } from './deps.ts';
import { oneOpenMessage, roleMessage } from './modals.ts';
import { rememberRole, roleOf } from './people-store.ts';
import { isOpen } from './progress.ts';
import { askAgain, show } from './screen.ts';
import type { Interview } from './state.ts';
import { openInterviewOf, startInterview } from './store.ts';

/** Lets the person choose among the interviews for their role; a single one begins at once. */
export async function chooseInterview(turn: Turn, deps: Deps, said: Role | null = null): Promise<boolean> {
  const role = said ?? (await roleOf(turn.db, turn.workspace, turn.person));
  const open = await openInterviewOf(turn.db, turn.workspace, turn.person);
  if (open) {
    await turn.reply(oneOpenMessage(open, null, turn.language));
    return false;
  }
  if (role === null) {
    await turn.reply(roleMessage(null, turn.language));
    return false;
  }
  const choice = choiceFor(deps.scripts, role);
  const [only] = choice;
  const isWhole = !deps.broken.some((one) => isFor(one, role));
  if (only && choice.length === 1 && isWhole) return beginInterview(turn, deps, only, role);
  if (said !== null) await turn.commit((db) => rememberRole(db, turn.workspace, turn.person, said));
  await turn.reply(choiceMessage(choice.length > 0 ? choice : deps.scripts, turn.language));
  return false;
}

/**
 * Begins an interview in the person's direct message, or says what stands in the way.
 *
 * @returns whether a question is being asked there now
 */
export async function beginInterview(
  turn: Turn,
  deps: Deps,
  script: Script,
  said: Role | null = null,
): Promise<boolean> {
  const role = said ?? (await roleOf(turn.db, turn.workspace, turn.person));
  if (role === null) {
    await turn.reply(roleMessage(script, turn.language));
    return false;
  }
  const begun = await turn.commit(async (db) => {
    const open = await openInterviewOf(db, turn.workspace, turn.person);
    if (!open) return { open: null, interview: await startAndShow(db, turn, deps, script, role, null) };
    const untouched = open.script.id === script.id && Object.keys(open.answers).length === 0;
    if (untouched) await goOn(db, turn, deps, open);
    return { open: untouched ? null : open, interview: open };
  });
  if (begun.open) {
    await turn.reply(oneOpenMessage(begun.open, script, turn.language));
    return false;
  }
  await sayWhere(turn);
  return true;
}

/** Starts inside the caller's transaction; there must be no open interview. */
export async function startAndShow(
  db: Database,
  turn: Turn,
  deps: Deps,
  script: Script,
  role: Role,
  permalink: string | null,
): Promise<Interview> {
  const interview = await startInterview(
    db,
    turn.workspace,
    {
      id: deps.newId(),
      script,
      person: turn.person,
      role,
      language: turn.language,
      visibility: turn.config.answerVisibility,
      permalink,
    },
    turn.now,
  );
  await show(db, turn, null, interview, deps.scripts);
  return interview;
}

/** Begins the usual interview about a customer that another one named. */
export async function beginAbout(turn: Turn, deps: Deps, name: string): Promise<void> {
  const script = scriptFor(deps, 'problem');
  const role = await roleOf(turn.db, turn.workspace, turn.person);
  if (!script) return void (await sayBroken(turn, deps, 'problem'));
  if (role === null) return;
  const open = await turn.commit(async (db) => {
    const open = await openInterviewOf(db, turn.workspace, turn.person);
    if (open) return open;
    const begun = await startAndShow(db, turn, deps, script, role, null);
    await takeInput(db, turn, deps, begun, { kind: 'text', text: name, messageTs: '' });
    return null;
  });
  if (open) await turn.reply(oneOpenMessage(open, null, turn.language));
}

/** Resumes and asks the open question at the bottom of the conversation. */
export async function goOn(db: Database, turn: Turn, deps: Deps, interview: Interview): Promise<Outcome> {
  const outcome = await takeInput(db, turn, deps, interview, { kind: 'resume' });
  if (outcome.interview && isOpen(outcome.interview)) await askAgain(db, turn, outcome.interview);
  return outcome;
}

/**
 * Says that the interview that was asked for cannot be used as it stands, and who can mend it.
 * @returns whether that is so
 */
export async function sayBroken(turn: Turn, deps: Deps, wanted: string): Promise<boolean> {
  const broken = brokenFor(deps, wanted);
  if (broken === null) return false;
  const admin = turn.config.admins[0] ?? null;
  await turn.reply({
    text: textsIn(turn.language).interview.broken(escapeMrkdwn(shorten(broken, 100)), admin),
  });
  return true;
}

/** Somebody who asked from a channel is told where the conversation is. */
export async function sayWhere(turn: Turn): Promise<void> {
  if (turn.channel === null || turn.channel.startsWith('D')) return;
  await turn.reply({ text: textsIn(turn.language).interview.started });
}
