import type { ActResult, Message, View } from '../src/sandbox/protocol.ts';
import { inside, type Person, waitFor } from './person.ts';

/** What a person says: question key -> a typed text, or the value of an option. */
export type Said = Record<string, string>;

/** The open question as it stands on screen. `screen` is `end` when the summary stands there. */
export type Asked = { screen: string; at: number; of: number; message: Message };

/** A problem customer, every question of the script answered. */
export const PROBLEM: Said = {
  customer: 'Lantern Pottery',
  industry: 'retail',
  company_size: '1-10',
  contact_role: 'owner',
  lead_source: 'referral',
  budget_fit: 'below',
  main_need: 'cut_costs',
  main_trouble: 'price_pressure',
  why: 'They reopened the price after every call, and once after the contract was signed.',
  hours_to_close: '3 days',
  cost_time: '40',
  cost_money: '1200',
  cost_staff: '4',
  cost_reputation: '1',
  fault: 'theirs',
  visible_before_sale: 'yes',
  misfit: 'no_budget',
  take_again: 'no',
  preferred_channel: 'phone',
  technology_comfort: 'hesitant',
  decision_style: 'alone_fast',
};

/** One that went well. */
export const COMPARISON: Said = {
  ...PROBLEM,
  customer: 'Meridian Press',
  industry: 'manufacturing',
  company_size: '51-200',
  budget_fit: 'matches',
  main_need: 'save_time',
};

/** The newest question on screen, or the summary at the end; `null` before the first one. */
export async function asked(who: Person): Promise<Asked | null> {
  for (const message of (await who.messages()).toReversed()) {
    if (message.user !== null || message.ephemeral) continue;
    const screen = screenOf(message);
    if (screen === null) continue;
    const [, at = '0', of = '0'] = /^(\d+) (?:of|из) (\d+)/.exec(message.text) ?? [];
    return { screen, at: Number(at), of: Number(of), message };
  }
  return null;
}

/**
 * A question has its quiet row below it; the summary has only the deletion, on a screen called `end`. A question that
 * waits while the interview is paused is not asked.
 */
function screenOf({ blocks }: Message): string | null {
  const words = JSON.stringify(blocks ?? []);
  if (/"interview_move:[^"]+:resume"/.test(words)) return null;
  return /"interview_move:[^:"]+:([^:"]+):(?:dont_know|delete)"/.exec(words)?.[1] ?? null;
}

/** Waits until this screen is asked. */
export function isAsked(who: Person, screen: string): Promise<Asked> {
  return waitFor(`the question ${screen}`, async () => {
    const now = await asked(who);
    return now?.screen === screen ? now : null;
  });
}

/** Waits until another screen than this one is asked. */
export function goesOn(who: Person, from: string): Promise<Asked> {
  return waitFor(`what comes after ${from}`, async () => {
    const now = await asked(who);
    return now && now.screen !== from ? now : null;
  });
}

/** Starts an interview with the command, and says which side one sees customers from when asked. */
export async function begin(who: Person, side = 'Sales', script = 'problem'): Promise<Asked> {
  await who.command(`interview ${script}`.trim());
  const first = await waitFor('the first question', async () => {
    const now = await asked(who);
    if (now && now.screen !== 'end') return now;
    return (await who.messages()).some(({ blocks }) => inside(blocks, 'interview_role:')) ? 'side' : null;
  });
  if (first !== 'side') return first;
  await who.click(side);
  return isAsked(who, 'customer');
}

/** Answers the open question the way it asks for it: by button, list, form or message. */
export async function answer(who: Person, open: Asked, said: Said): Promise<ActResult> {
  const given = said[open.screen] ?? 'don’t know';
  if (isTyped(open)) return who.say(given);
  if (inside(open.message.blocks, /^interview_answer:/)) return who.choose(given);
  await who.clickAt(open.message, /^(?:Answer|Ответить)/);
  return who.fill(forView(await formOf(who), said));
}

/** A question that is answered with a message has a hint and no form button of its own. */
export function isTyped({ message }: Asked): boolean {
  return inside(
    message.blocks,
    /Write .*as a message|or write the name|Напишите .*сообщением|название сообщением/,
  );
}

/** Takes the interview from the open question to its end. */
export async function answerAll(who: Person, said: Said, until = 'end'): Promise<Asked> {
  for (;;) {
    const open = await asked(who);
    if (!open) throw new Error('nothing is being asked');
    if (open.screen === until) return open;
    const result = await answer(who, open, said);
    if (!result.ok) throw new Error(`${open.screen} was not taken: ${result.error}`);
    // The next question stands below this one; an earlier interview's end, above it, is not what comes next.
    await waitFor(`what comes after ${open.screen}`, async () => {
      const now = await asked(who);
      return now && now.message.ts > open.message.ts ? now : null;
    });
  }
}

/** The interview's form, once it stands on top. */
export function formOf(who: Person): Promise<View> {
  return waitFor('a form of the interview', async () => {
    const top = (await who.state()).modals.at(-1);
    return top?.callbackId === 'interview_form' ? top : null;
  });
}

/** What was said about the questions of this form, by the name of each input. */
export function forView(view: View, said: Said): Said {
  const inputs = (view.blocks as { block_id: string }[]).map(({ block_id }) => block_id);
  return Object.fromEntries(
    Object.entries(said)
      .map(([key, value]) => [`q.${key}`, value] as const)
      .filter(([block]) => inputs.includes(block)),
  );
}
