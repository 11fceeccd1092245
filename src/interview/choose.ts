import { visibleScreens } from '../scripts/path.ts';
import type { Broken, Role, Script } from '../scripts/script.ts';
import { inLanguage } from '../scripts/wording.ts';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn } from '../text/mrkdwn.ts';
import { button, section } from './blocks.ts';

/** The scripts that come with the bot for a kind of case, where several are about it. */
const USUAL: Partial<Record<string, string>> = {
  problem: 'problem-customer',
  comparison: 'comparable-customer',
};

/** A message has 50 blocks at most; one is the heading. */
const OFFERED_AT_MOST = 45;

/** Scripts to choose from, and those that stand in the folder and cannot be used. */
export type Choice = { scripts: readonly Script[]; broken?: readonly Broken[] };

/**
 * By id, or by kind of case: `problem` is the usual script about a problem case, else the first. None takes the place of
 * one that cannot be used.
 */
export function scriptFor(choice: Choice, wanted: string): Script | null {
  if (brokenFor(choice, wanted) !== null) return null;
  const { scripts } = choice;
  const word = wanted.trim().toLowerCase();
  const kind = kindIn(word);
  return (
    scripts.find(({ id }) => id.toLowerCase() === word) ??
    usualFor(scripts, kind) ??
    (word === '' ? (scripts[0] ?? null) : null)
  );
}

/** The script that was meant and cannot be used; `null` where another one, or none, was meant. */
export function brokenFor({ broken = [] }: Choice, wanted: string): string | null {
  const word = wanted.trim().toLowerCase();
  return broken.find(({ id }) => id.toLowerCase() === word || id === USUAL[kindIn(word)])?.id ?? null;
}

const kindIn = (word: string) => (word === '' ? 'problem' : word);

/** The script to offer about a kind of case. */
export function usualFor(scripts: readonly Script[], kind: string): Script | null {
  const fitting = scripts.filter((script) => script.case === kind);
  return fitting.find(({ id }) => id === USUAL[kind]) ?? fitting[0] ?? null;
}

export function isFor({ audience }: Pick<Broken, 'audience'>, role: Role): boolean {
  return audience.length === 0 || audience.includes(role);
}

/** The scripts that somebody of this role can choose from: the usual one first, then as they stand in the folder. */
export function choiceFor(scripts: readonly Script[], role: Role): Script[] {
  const fitting = scripts.filter((script) => isFor(script, role));
  const first = usualFor(fitting, 'problem');
  return [...fitting.filter((script) => script === first), ...fitting.filter((script) => script !== first)];
}

/** Every interview with its length, one line about it, and a button. */
export function choiceMessage(scripts: readonly Script[], language: Language): SlackMessage {
  const texts = textsIn(language).interview;
  const lines = scripts.slice(0, OFFERED_AT_MOST).map((script) => {
    const title = escapeMrkdwn(inLanguage(script.title, language));
    const length = texts.length(visibleScreens(script, {}, () => null).length);
    const about = script.about
      ? escapeMrkdwn(inLanguage(script.about, language))
      : texts.aboutCase[script.case];
    const start = button(`interview_start:${script.id}`, texts.begin, script.id);
    return section(`*${title}* · ${length}\n${about}`, start);
  });
  return { text: texts.whichInterview, blocks: [section(texts.whichInterview), ...lines] };
}
