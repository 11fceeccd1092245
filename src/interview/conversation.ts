import type { Database } from '../database/open.ts';
import { put } from '../slack/outbox.ts';
import type { Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { button, questionText, section } from './blocks.ts';
import { isNoName, type KnownCustomer, NAME_AT_MOST } from './customer.ts';
import { customerByKey, customerNamed, findCustomer } from './customer-store.ts';
import type { Decision } from './decision.ts';
import type { Deps } from './deps.ts';
import type { FormAnswer } from './form.ts';
import { advance, type Input } from './interview.ts';
import { awaitingWords, questionOf } from './probe.ts';
import type { Given } from './reading.ts';
import { clear, show, slotName, slotsOf } from './screen.ts';
import type { Interview } from './state.ts';
import { loadInterview, saveInterview } from './store.ts';

/** What came of an input, for the answer to the person. `gone`: the interview was deleted or is somebody else's. */
export type Outcome =
  | { decision: Decision; interview: Interview }
  | {
      decision: { kind: 'gone' } | { kind: 'name_too_long' } | { kind: 'no_name' };
      interview: Interview | null;
    };

type Talk = Pick<Deps, 'scripts' | 'probes' | 'changing'>;
type Load = (db: Database) => Promise<Interview | null>;
type Translate = (db: Database, interview: Interview) => Promise<Input | 'name_too_long'>;

/** The interview of this id, as a listener names it. */
export function byId(turn: Turn, id: string): Load {
  return (db) => loadInterview(db, turn.workspace, id);
}

/**
 * Load, advance, save, post: one input in one transaction. What stands on screen afterwards is compared with what
 * stood there before, and only the difference is put into the outbox.
 */
export async function take(turn: Turn, deps: Talk, load: Load, translate: Translate): Promise<Outcome> {
  const outcome = await turn.commit(async (db): Promise<Outcome> => {
    const interview = await load(db);
    if (interview?.person !== turn.person) return { decision: { kind: 'gone' }, interview: null };
    const input = await translate(db, interview);
    if (input === 'name_too_long') return { decision: { kind: 'name_too_long' }, interview };
    return takeInput(db, turn, deps, interview, input);
  });
  if (deps.probes.asks) deps.probes.wake();
  return outcome;
}

/** The same inside a transaction that is open already. */
export async function takeInput(
  db: Database,
  turn: Turn,
  deps: Talk,
  interview: Interview,
  input: Input,
): Promise<Outcome> {
  const step = advance(interview, input, turn.now);
  const { decision } = step;
  const after = deps.probes.asks ? awaitingWords(step.interview) : step.interview;
  if (decision.kind === 'which_customer') return nameCustomer(db, turn, deps, interview, decision);
  if (after !== interview) {
    const save = () => saveInterview(db, turn.workspace, interview, after, turn.now);
    await (changesAnAnswer(interview, after) ? deps.changing(db, turn, save) : save());
    await show(db, turn, interview, after, deps.scripts);
  }
  if (decision.kind === 'answer_withdrawn') await offerUndo(db, turn, after, decision.key);
  if (input.kind === 'undo') await clear(db, turn, interview.id, `undo.${input.key}`);
  return { decision, interview: after };
}

/** What was said before is said otherwise now, or taken back. */
function changesAnAnswer(before: Interview, after: Interview): boolean {
  return Object.entries(before.answers).some(
    ([key, { revision }]) => after.answers[key]?.revision !== revision,
  );
}

type Which = Extract<Decision, { kind: 'which_customer' }>;

/** A typed name: a known customer's, a new one's, or one so close to known ones that the person says which. */
async function nameCustomer(
  db: Database,
  turn: Turn,
  deps: Talk,
  interview: Interview,
  { key, text, messageTs }: Which,
): Promise<Outcome> {
  if (text.length > NAME_AT_MOST) return { decision: { kind: 'name_too_long' }, interview };
  const match = await findCustomer(db, turn.workspace, text);
  if (match.kind === 'similar') {
    await askWhich(db, turn, interview, { key, text, messageTs }, match.customers);
    return { decision: { kind: 'nothing' }, interview };
  }
  if (match.kind === 'new' && isNoName(text)) return { decision: { kind: 'no_name' }, interview };
  const customer = await customerNamed(db, turn.workspace, text);
  const answers: Record<string, Given> = { [key]: { state: 'customer', ...customer } };
  return takeInput(db, turn, deps, interview, { kind: 'form', answers, messageTs });
}

async function askWhich(
  db: Database,
  turn: Turn,
  interview: Interview,
  { key, text, messageTs }: { key: string; text: string; messageTs: string },
  customers: KnownCustomer[],
): Promise<void> {
  const texts = textsIn(interview.language).interview;
  const action = (n: number) => `interview_named:${interview.id}:${key}:${n}:${messageTs}`;
  const question = texts.didYouMean(text);
  const elements = [
    ...customers.map(({ key: known, name }, n) => button(action(n), name, known)),
    button(action(customers.length), texts.isNew(text), `+${text}`),
  ];
  const blocks = [
    { type: 'section' as const, text: { type: 'plain_text' as const, text: question } },
    { type: 'actions' as const, elements },
  ];
  const slots = await slotsOf(db, turn.workspace, interview.id);
  const slot = slots.get('which')?.slot ?? slotName(interview.id, 'which', 0);
  await put(db, turn.workspace, slot, turn.person, { text: texts.writeCustomer, blocks }, turn.now);
}

async function offerUndo(db: Database, turn: Turn, interview: Interview, key: string): Promise<void> {
  const question = questionOf(interview, key);
  if (!question) return;
  const texts = textsIn(interview.language).interview;
  const words = texts.takenBack(questionText(interview, question));
  const undo = button(`interview_undo:${interview.id}:${key}`, texts.undo, key);
  const slot = slotName(interview.id, `undo.${key}`, 0);
  await put(db, turn.workspace, slot, turn.person, { text: words, blocks: [section(words, undo)] }, turn.now);
}

/** Turns what a form or a select gave into answers: customers' keys and names are looked up. */
export async function resolve(
  db: Database,
  workspace: number,
  given: Record<string, FormAnswer>,
): Promise<Record<string, Given> | 'name_too_long'> {
  const answers: Record<string, Given> = {};
  for (const [key, answer] of Object.entries(given)) {
    if (answer.state === 'named_customer') {
      if (answer.name.length > NAME_AT_MOST) return 'name_too_long';
      answers[key] = { state: 'customer', ...(await customerNamed(db, workspace, answer.name)) };
    } else if (answer.state === 'known_customer') {
      const known = await customerByKey(db, workspace, answer.key);
      // A customer who was erased while the list was open can still be named anew.
      answers[key] = known ? { state: 'customer', key: known.key, name: known.name } : { state: 'skipped' };
    } else {
      answers[key] = answer;
    }
  }
  return answers;
}
