import { type ApprovedPersona, approvedPersonas } from '../personas/store.ts';
import type { Script } from '../scripts/script.ts';
import type { Listen, Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten, unescapeMrkdwn } from '../text/mrkdwn.ts';
import { answer, cardOf, type View } from './answer.ts';
import { sheet } from './blocks.ts';
import { compared, pairIn } from './compare.ts';
import { commandNear, LONGEST_QUERY, lookup } from './lookup.ts';
import { status } from './status-slack.ts';
import { hasTold, readingIn } from './store.ts';
import { synonymsIn, traitWords } from './traits.ts';

/** From this many reporters on, a role no longer points to a person (docs/method.md). */
const ROLES_FROM = 3;

export type LookupDeps = { scripts: readonly Script[] };

/** `/persona TEXT`, `find`, `help`, `status`, and the buttons of a list. */
export function registerLookup(listen: Listen, { scripts }: LookupDeps): void {
  listen.command('*', (turn, text) =>
    text.trim() === '' ? help(turn) : find(turn, text, scripts, listen.words()),
  );
  listen.command('find', (turn, text) =>
    text === '' ? turn.reply({ text: textsIn(turn.language).lookup.findWhat }) : find(turn, text, scripts),
  );
  listen.command('help', help);
  listen.command('status', (turn) => status(turn, isReviewer(turn)));
  listen.command('compare', async (turn, text) => {
    const personas = await approvedPersonas(turn.db, turn.workspace);
    const pair = pairIn(unescapeMrkdwn(text).slice(0, LONGEST_QUERY), personas);
    const texts = textsIn(turn.language).lookup;
    const words = traitWords(scripts, turn.language);
    await turn.reply(pair ? compared(pair, words, texts) : { text: texts.compareWhat });
  });
  listen.action('lookup_compare', (turn, action) =>
    aboutOne(turn, idIn(action.action_id), async (persona, personas) => {
      const chosen = action.type === 'static_select' ? action.selected_option?.value : undefined;
      const other = personas.find(({ id }) => id === chosen);
      const texts = textsIn(turn.language).lookup;
      const words = traitWords(scripts, turn.language);
      await turn.reply(other ? compared([persona, other], words, texts) : { text: texts.gone });
    }),
  );
  for (const [action, size] of [
    ['lookup_show', 'short'],
    ['lookup_more', 'full'],
  ] as const) {
    listen.action(action, (turn, { action_id }) =>
      aboutOne(turn, idIn(action_id), async (persona, personas) =>
        turn.reply(await cardOf(persona, personas, scripts, { ...viewOf(turn), size })),
      ),
    );
  }
  listen.action('lookup_who', (turn, { action_id }) =>
    aboutOne(turn, idIn(action_id), (persona) => whoTold(turn, persona)),
  );
}

/** What follows the first `:` of an action's id. */
const idIn = (actionId: string) => actionId.slice(actionId.indexOf(':') + 1);

/** Looks a persona up again for a button that may be old. */
async function aboutOne(
  turn: Turn,
  id: string,
  show: (persona: ApprovedPersona, personas: ApprovedPersona[]) => Promise<void>,
): Promise<void> {
  const personas = await approvedPersonas(turn.db, turn.workspace);
  const persona = personas.find((each) => each.id === id);
  if (persona) await show(persona, personas);
  else await turn.reply({ text: textsIn(turn.language).lookup.gone });
}

/** Counts and roles; a name is nobody's to see. */
async function whoTold(turn: Turn, persona: ApprovedPersona): Promise<void> {
  const { body } = persona;
  const { who } = textsIn(turn.language).lookup;
  const named: Record<string, string> = textsIn(turn.language).lookup.teams;
  const roles = body.roles.map((role) => escapeMrkdwn(shorten(named[role] ?? role, 60))).join(', ');
  const mayKnow = isReviewer(turn) || body.reporters >= ROLES_FROM;
  const told = await hasTold(turn.db, turn.workspace, turn.person, persona);
  const lines =
    body.reporters === 0
      ? [who.byHand]
      : [
          who.counts(body.caseCount.for, body.reporters),
          ...(roles === '' ? [] : [mayKnow ? who.roles(roles) : who.rolesKept]),
          ...(told ? [who.you] : []),
          who.names,
        ];
  await turn.reply(sheet([{ title: who.title(escapeMrkdwn(shorten(body.name, 150))), lines }]));
}

function viewOf(turn: Turn): View {
  return {
    language: turn.language,
    size: 'short',
    mayExport: isReviewer(turn),
    ...readingIn(turn.db, turn.workspace),
  };
}

function isReviewer({ config, person }: Turn): boolean {
  return config.reviewers.includes(person) || config.admins.includes(person);
}

/** @param commands words that a slip of the finger may have been meant for */
async function find(
  turn: Turn,
  typed: string,
  scripts: readonly Script[],
  commands: readonly string[] = [],
): Promise<void> {
  const personas = await approvedPersonas(turn.db, turn.workspace);
  const command = commandNear(unescapeMrkdwn(typed), commands);
  if (command !== null && lookup(unescapeMrkdwn(typed), personas, synonymsIn(scripts)).results.length === 0) {
    const texts = textsIn(turn.language).lookup;
    return turn.reply({ text: `${texts.nothing(escapeMrkdwn(shorten(typed, 80)))} ${texts.meant(command)}` });
  }
  await turn.reply(await answer(unescapeMrkdwn(typed), personas, scripts, viewOf(turn)));
}

async function help(turn: Turn): Promise<void> {
  const { help } = textsIn(turn.language).lookup;
  const more = isReviewer(turn) ? [{ title: help.reviewersTitle, lines: help.reviewers }] : [];
  const most = turn.config.admins.includes(turn.person)
    ? [{ title: help.adminsTitle, lines: help.admins }]
    : [];
  await turn.reply(sheet([{ title: help.title, lines: help.lines }, ...more, ...most]));
}
