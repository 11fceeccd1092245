import type { Catalogue } from '../text/catalogue.ts';
import type { Kept, KeptInterview, Wording } from './kept.ts';

/** Everything about a person for a program: the fields of the view as they are. */
export function asJson(kept: Kept, now: string): string {
  return `${JSON.stringify({ generatedAt: now, ...kept }, null, 2)}\n`;
}

/** The same to read, one line an answer, earlier wordings below it. */
export function asText(kept: Kept, now: string, texts: Catalogue['privacy']): string {
  const about = [kept.name, kept.role, kept.language, kept.timeZone].filter((each) => each !== null);
  const lines = [
    texts.download.heading(kept.person, now.slice(0, 10)),
    about.join(' · '),
    '',
    ...kept.interviews.flatMap((interview) => [...interviewLines(interview, texts), '']),
    ...(kept.asking ? [`${texts.download.asking} ${JSON.stringify(kept.asking)}`] : []),
    texts.download.invitations(kept.invitations.length),
    ...kept.invitations.map(({ invited_at, script, reason, state }) =>
      `- ${invited_at.slice(0, 10)} ${script} ${state} ${reason ?? ''}`.trimEnd(),
    ),
    texts.download.quotes(kept.quotes.length),
    ...kept.quotes.map(({ asked_at, state }) => `- ${asked_at.slice(0, 10)} ${state}`),
    texts.download.checks(kept.checks.length),
    ...kept.checks.map(
      ({ at, traits, outcome }) => `- ${at.slice(0, 10)} ${outcome} ${JSON.stringify(traits)}`,
    ),
    texts.download.decisions(kept.decisions.length),
    ...kept.decisions.map(({ at, persona, decision, reason }) =>
      `- ${at.slice(0, 10)} ${decision} ${persona} ${reason}`.trimEnd(),
    ),
    '',
    texts.download.elsewhere,
    ...kept.exports.map(({ persona, version, format, at }) =>
      texts.download.exported(persona, version, format, at.slice(0, 10)),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function interviewLines(interview: KeptInterview, texts: Catalogue['privacy']): string[] {
  const { title, customer, startedAt, visibility, answers } = interview;
  return [
    `${title}: ${customer ?? texts.nobody} (${startedAt.slice(0, 10)}). ${texts.seen[visibility]}`,
    ...answers.flatMap(({ wordings }) => {
      const newest = wordings.at(-1);
      if (!newest) return [];
      const earlier = wordings.slice(0, -1).toReversed();
      return [
        `- ${newest.asked} ${said(newest, texts)}`,
        ...earlier.map(
          (one) => `  ${texts.download.earlier(one.at.slice(0, 16).replace('T', ' '))} ${said(one, texts)}`,
        ),
      ];
    }),
  ];
}

/** An answer or why there is none. */
export function said({ state, words }: Wording, texts: Catalogue['privacy']): string {
  if (state === 'answered' && words !== null) return words;
  return texts.states[state === 'answered' ? 'skipped' : state];
}
