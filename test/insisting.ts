import type { ActResult } from '../src/sandbox/protocol.ts';
import { asked, forView, isTyped, type Said } from './interviewing.ts';
import { inside, type Person, waitFor } from './person.ts';

export type Patience = {
  /** How long somebody waits for what a click was for before they click again. */
  momentMs?: number;
  /** How long they go on trying. */
  triesMs?: number;
  /** How long somebody waits after a message that they wrote: it stands there, and is not written again. */
  writtenMs?: number;
  /** How often they look at the screen. */
  everyMs?: number;
};

/** The same after a click that Slack itself calls failed. */
const FAILED_MS = 250;

export type Insisting = ReturnType<typeof insisting>;

/**
 * Somebody whose bot dies and whose clicks are lost: does what a person would do by what they see, until they see what
 * it was for. A click that fails is nothing to them but a reason to click again.
 */
export function insisting(patience: Patience = {}) {
  const { momentMs = 1_500, triesMs = 60_000, writtenMs = 60_000, everyMs = 25 } = patience;

  /** Looks for a moment after each act, and acts again where nothing came of it; `null`: there was nothing to act on. */
  async function insist<T>(
    what: string,
    act: () => Promise<ActResult | null>,
    look: () => Promise<T | null>,
  ): Promise<T> {
    const end = Date.now() + triesMs;
    for (let patienceMs = 0; ; ) {
      const seen = await waitFor('a moment', look, patienceMs, everyMs).catch(() => null);
      if (seen !== null) return seen;
      if (Date.now() > end) throw new Error(`${what}: tried in vain`);
      patienceMs = (await act())?.ok === false ? FAILED_MS : momentMs;
    }
  }

  async function start(who: Person): Promise<string> {
    const side = async () =>
      (await who.messages()).find(({ blocks }) => inside(blocks, /^interview_role:/)) ?? null;
    await insist(
      'the command',
      () => who.command('interview problem'),
      async () => (await asked(who)) ?? (await side()),
    );
    const open = await insist(
      'the side',
      async () => {
        const question = await side();
        return question && who.clickAt(question, 'Sales');
      },
      () => asked(who),
    );
    return open.screen;
  }

  /** Answers what is asked and returns what is asked then. `given` hears of the questions that were answered. */
  async function step(who: Person, said: Said, given: (keys: string[]) => void = () => {}): Promise<string> {
    const open = await asked(who);
    if (!open) throw new Error('nothing is asked');
    const { screen } = open;
    const next = async () => {
      const now = await asked(who);
      return now && now.screen !== screen && now.message.ts > open.message.ts ? now.screen : null;
    };
    if (isTyped(open)) {
      given([screen]);
      await who.say(said[screen] ?? '');
      return waitFor(`what comes after ${screen}`, next, writtenMs, everyMs);
    }
    if (inside(open.message.blocks, /^interview_answer:/)) {
      given([screen]);
      const choose = async () => {
        const now = await asked(who);
        return now?.screen === screen ? who.chooseAt(now.message, said[screen] ?? '') : null;
      };
      return insist(screen, choose, next);
    }
    return throughForm(who, screen, said, new RegExp(`^interview_form:[^:]+:${screen}$`), next, given);
  }

  /** Opens a form by the button with this action, fills it and sends it. */
  async function throughForm<T>(
    who: Person,
    key: string,
    said: Said,
    action: RegExp,
    done: () => Promise<T | null>,
    given: (keys: string[]) => void = () => {},
  ): Promise<T> {
    const form = async () => {
      const top = (await who.state()).modals.at(-1);
      return top?.callbackId === 'interview_form' ? top : null;
    };
    const open = async () => {
      const now = await asked(who);
      return now && inside(now.message.blocks, action) ? who.clickAction(now.message, action) : null;
    };
    return insist(
      `the form of ${key}`,
      async () => {
        const view = await insist('a form', open, async () => ((await done()) ? 'done' : form()));
        if (view === 'done') return null;
        const filled = forView(view, said);
        given(Object.keys(filled).map((block) => block.slice('q.'.length)));
        const sent = await who.fill(filled);
        if (sent.ok) await closeAll(who);
        return sent;
      },
      done,
    );
  }

  async function pauseAndResume(who: Person): Promise<void> {
    const paused = async () =>
      (await who.messages()).findLast(({ text }) => text.startsWith('Paused')) ?? null;
    const pause = async () => {
      const now = await asked(who);
      return now && inside(now.message.blocks, /^pause$/) ? who.chooseAt(now.message, 'pause') : null;
    };
    const { ts } = await insist('the pause', pause, paused);
    // Killed between the post and its mark, the pause stands there twice: what comes below it tells that it is over.
    const again = async () => {
      const now = await asked(who);
      const goesOn = now?.screen === 'why' && now.message.ts > ts && !now.message.text.startsWith('Paused');
      return goesOn ? true : null;
    };
    const resume = async () => {
      const standing = await paused();
      return standing && who.clickAt(standing, 'Resume');
    };
    await insist('going on', resume, again);
  }

  /** Changes an answer from the summary. */
  async function change(who: Person, key: string, value: string, label: string): Promise<void> {
    const changed = async () => {
      const end = await asked(who);
      return end?.screen === 'end' && inside(end.message.blocks, label) ? true : null;
    };
    await throughForm(
      who,
      key,
      { [key]: value },
      new RegExp(`^interview_form:[^:]+:${key}:${key}$`),
      changed,
    );
  }

  return { start, step, pauseAndResume, change };
}

/** A form that opened a second time, late. */
async function closeAll(who: Person): Promise<void> {
  for (const { id } of (await who.state()).modals.toReversed()) await who.act({ act: 'close', view: id });
}
