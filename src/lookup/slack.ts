import { dimensionsOf } from '../cases/dimension.ts';
import { loadDropped } from '../cases/theme-store.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import type { Trait } from '../evidence/evidence.ts';
import type { Language, Script } from '../interview/script.ts';
import { mayCall } from '../model/budget.ts';
import { loadCosts, totalOf } from '../model/costs.ts';
import { monthOf } from '../model/month.ts';
import { spentSince } from '../model/store.ts';
import { phraseOf } from '../personas/phrases.ts';
import { differenceLines, inheritedPortrait, portraitOf } from '../personas/portrait.ts';
import { quotesOf, type Voices } from '../personas/quoted.ts';
import { shownToAll } from '../personas/shown.ts';
import { countedToday } from '../personas/standing-store.ts';
import { type ApprovedPersona, approvedPersonas, listPersonas } from '../personas/store.ts';
import type { SlackMessage } from '../slack/message.ts';
import type { Listen, Turn } from '../slack/turn.ts';
import { type Catalogue, textsIn } from '../text/catalogue.ts';
import { dayAt } from '../text/day.ts';
import { escapeMrkdwn, shorten, unescapeMrkdwn } from '../text/mrkdwn.ts';
import { listed, plain, sheet } from './blocks.ts';
import { card, type Size } from './card.ts';
import { compared, pairIn } from './compare.ts';
import { commandNear, everydayWords, LONGEST_QUERY, lookup, type Synonyms } from './lookup.ts';
import { hasTold, loadStatus } from './store.ts';

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
  listen.command('status', status);
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

/** In which language and how much of a persona is shown, and what may be done with it. */
export type View = {
  language: Language;
  size: Size;
  mayExport: boolean;
  /** The quotes of a persona that everybody may read. */
  quotes: (persona: ApprovedPersona) => Promise<Voices>;
  /** How many of the customers behind each of its claims still show it. */
  today: (persona: ApprovedPersona) => Promise<ReadonlyMap<string, number>>;
};

/** Reads, of the persona that a card shows and of no other, what may have changed since its approval. */
export function readingIn(db: Database, workspace: number): Pick<View, 'quotes' | 'today'> {
  return {
    quotes: (persona) => quotesOf(db, workspace, persona, (quote) => shownToAll(persona, quote)),
    today: (persona) => countedToday(db, workspace, persona),
  };
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

/** What a look-up answers, in Slack and on the command line. */
export async function answer(
  query: string,
  personas: ApprovedPersona[],
  scripts: readonly Script[],
  view: View,
): Promise<SlackMessage> {
  const { language } = view;
  const texts = textsIn(language).lookup;
  const found = lookup(query, personas, synonymsIn(scripts));
  const echo = escapeMrkdwn(shorten(query.trim(), 80));
  const cut = query.length > LONGEST_QUERY ? [plain(texts.cut(LONGEST_QUERY))] : [];
  const [first] = found.results;
  if (personas.length === 0) return { text: texts.none };
  const message =
    found.found === 'nothing'
      ? listed(`${texts.nothing(echo)} ${texts.nearest}`, found.suggestions, texts)
      : first && found.results.length === 1
        ? await cardOf(first, personas, scripts, view)
        : listed(
            found.found === 'all'
              ? texts.all(found.results.length)
              : texts.several(found.results.length, echo),
            found.results,
            texts,
          );
  return { text: message.text, blocks: [...cut, ...(message.blocks ?? [])] };
}

async function cardOf(
  persona: ApprovedPersona,
  all: readonly ApprovedPersona[],
  scripts: readonly Script[],
  { language, size, mayExport, quotes, today }: View,
): Promise<SlackMessage> {
  const parent = all.find(({ id }) => id === persona.body.parent) ?? null;
  const { quotes: shown, said } = size === 'short' ? { quotes: [], said: [] } : await quotes(persona);
  return card(
    persona,
    {
      parent,
      micros: all.filter(({ body }) => body.parent === persona.id),
      quotes: shown,
      reader: language,
      today: await today(persona),
      words: traitWords(scripts, language),
      others: all.filter(({ id }) => id !== persona.id).map(({ body }) => ({ id: body.id, name: body.name })),
      portrait: portraitOf(persona.body, said, textsIn(language), language),
      differences: differenceLines(persona.body, textsIn(language)),
      inherited: inheritedPortrait(persona.body, parent?.body ?? null, textsIn(language)),
      exportAs: mayExport ? textsIn(language).exports.button : null,
    },
    textsIn(language).lookup,
    size,
  );
}

/** Put together once for the scripts in use. */
const declared = new WeakMap<readonly Script[], ReturnType<typeof dimensionsOf>>();

function declaredIn(scripts: readonly Script[]): ReturnType<typeof dimensionsOf> {
  const known = declared.get(scripts) ?? dimensionsOf(scripts);
  declared.set(scripts, known);
  return known;
}

/** The labels of a trait in every language, and everyday words for it. */
export function synonymsIn(scripts: readonly Script[]): Synonyms {
  const dimensions = declaredIn(scripts);
  return (trait) => {
    const label = dimensions[trait.dimension]?.values.find(({ value }) => value === trait.value)?.label;
    return [label?.en ?? '', label?.ru ?? '', ...everydayWords(trait)];
  };
}

/** A trait in words, from the scripts in use. */
export function traitWords(scripts: readonly Script[], language: Language): (trait: Trait) => string {
  const dimensions = declaredIn(scripts);
  const texts = textsIn(language).personas;
  return (trait) => phraseOf(dimensions, language, texts, trait).short;
}

async function help(turn: Turn): Promise<void> {
  const { help } = textsIn(turn.language).lookup;
  const more = isReviewer(turn) ? [{ title: help.reviewersTitle, lines: help.reviewers }] : [];
  const most = turn.config.admins.includes(turn.person)
    ? [{ title: help.adminsTitle, lines: help.admins }]
    : [];
  await turn.reply(sheet([{ title: help.title, lines: help.lines }, ...more, ...most]));
}

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

async function status(turn: Turn): Promise<void> {
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
  const costs = isReviewer(turn) ? await costLines(turn) : [];
  const model = costs.length === 0 ? [] : [{ title: status.modelTitle, lines: costs }];
  const left = isReviewer(turn) ? await leftOutLines(turn) : [];
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
