import type { KnownBlock } from '@slack/types';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import type { ClaimCounts, Trait } from '../evidence/evidence.ts';
import { harmlessClaims, sheetOf, withoutProtected } from '../exports/sheet.ts';
import { claimText, ruleText } from '../lookup/card.ts';
import { traitWords } from '../lookup/traits.ts';
import { countedBy } from '../personas/customers.ts';
import { isWanted, type PersonaBody } from '../personas/persona.ts';
import { type Promised, quotesOf } from '../personas/quoted.ts';
import { shownToAll } from '../personas/shown.ts';
import {
  type ApprovedPersona,
  approvedPersonas,
  listPersonas,
  type PersonaVersion,
} from '../personas/store.ts';
import { cardPicture } from '../pictures/card.ts';
import { picturesOf } from '../pictures/week.ts';
import type { Script } from '../scripts/script.ts';
import { summaryMessage } from '../summary/run.ts';
import { postedWeeks, storedSummary } from '../summary/store.ts';
import { weekOf, weeksUpTo } from '../summary/week.ts';
import { type Catalogue, textsIn } from '../text/catalogue.ts';
import type { Audience, ClaimRow, Content, DraftPage, PersonaPage, WeekPage } from './content.ts';

export type Source = {
  db: Database;
  workspace: number;
  config: Pick<Config, 'timeZone' | 'language'>;
  scripts: readonly Script[];
  now: string;
};

const WEEKS = 12;

/** What a site for this audience holds: approved personas, posted summaries, and pictures of both. */
export async function loadContent(source: Source, audience: Audience): Promise<Content> {
  const { db, workspace, config, now } = source;
  const personas = await approvedPersonas(db, workspace);
  const weeks = weeksUpTo(weekOf(now, config.timeZone), WEEKS, config.timeZone);
  return {
    language: config.language,
    audience,
    madeAt: now,
    personas: await Promise.all(personas.map((persona) => pageOf(source, persona, personas, audience))),
    drafts: audience === 'reviewers' ? await draftsOf(source) : [],
    weeks: await issues(source),
    pictures: await picturesOf(db, workspace, weeks, config.language),
  };
}

async function pageOf(
  { db, workspace, config, scripts }: Source,
  persona: ApprovedPersona,
  all: readonly ApprovedPersona[],
  audience: Audience,
): Promise<PersonaPage> {
  const texts = textsIn(config.language);
  const words = traitWords(scripts, config.language);
  const family = {
    parent: all.find(({ id }) => id === persona.body.parent) ?? null,
    micros: all.filter(({ body }) => body.parent === persona.id),
  };
  const own = harmlessClaims(persona.claims).filter(({ unsupported }) => !unsupported);
  const claims = await rowsOf(db, workspace, { ...persona, claims: own }, words, audience);
  const isShown = (quote: Promised) => audience === 'reviewers' || shownToAll(persona, quote);
  const voices = await quotesOf(db, workspace, persona, isShown);
  const sheet = sheetOf(persona, voices, family, words, texts);
  const card = cardPicture({ ...persona, claims: own }, words, texts);
  return {
    id: persona.id,
    parent: persona.body.parent,
    sheet,
    claims,
    described: describedIn(persona.body, texts.personas),
    card,
  };
}

/** Drafts that wait, with everything a reviewer sees of them in Slack. */
async function draftsOf({ db, workspace, config, scripts }: Source): Promise<DraftPage[]> {
  const words = traitWords(scripts, config.language);
  const { lookup, personas } = textsIn(config.language);
  const drafts: DraftPage[] = [];
  for (const persona of await listPersonas(db, workspace, 'draft')) {
    const { id, version, body, quotes } = persona;
    const claims = persona.claims.filter(({ unsupported }) => !unsupported);
    drafts.push({
      ...{ id, version, name: body.name, kind: lookup.kinds[body.kind], subtitle: body.subtitle },
      rule: body.disqualifiers.map(ruleText),
      quotes: quotes.map(({ text }) => text),
      claims: await rowsOf(db, workspace, { ...persona, claims }, words, 'reviewers'),
      described: describedIn(body, personas),
    });
  }
  return drafts;
}

function describedIn(body: PersonaBody, texts: Catalogue['personas']): string[] {
  return withoutProtected(body).descriptions.map(({ id, text, for: holders, of }) => {
    const others = body.others[id];
    const beside = isWanted(body.kind) ? texts.wanted.against : texts.wanted.elsewhere;
    const counts = [texts.of(holders, of), ...(others ? [beside(texts.of(others.for, others.of))] : [])];
    return `${text}: ${counts.join('; ')}`;
  });
}

async function rowsOf(
  db: Database,
  workspace: number,
  persona: PersonaVersion,
  words: (trait: Trait) => string,
  audience: Audience,
): Promise<ClaimRow[]> {
  const rows: ClaimRow[] = [];
  for (const claim of persona.claims) {
    const { problem, comparison, interval, ratio, reporters, strength } = claim;
    const customers = audience === 'reviewers' ? await customersOf(db, workspace, persona, claim) : null;
    const text = claimText(claim, words);
    rows.push({ text, problem, comparison, interval, ratio, reporters, strength, customers });
  }
  return rows;
}

async function customersOf(
  db: Database,
  workspace: number,
  persona: PersonaVersion,
  { id }: ClaimCounts,
): Promise<ClaimRow['customers']> {
  const { cases, against } = await countedBy(db, workspace, persona, id);
  return { for: await namesOf(db, workspace, cases), against: await namesOf(db, workspace, against) };
}

const LIST = 500;

async function namesOf(db: Database, workspace: number, keys: string[]): Promise<string[]> {
  const names: string[] = [];
  for (let i = 0; i < keys.length; i += LIST) {
    const rows = await db
      .selectFrom('customers')
      .select('name')
      .where('workspace', '=', workspace)
      .where('key', 'in', keys.slice(i, i + LIST))
      .orderBy('name')
      .execute();
    names.push(...rows.map(({ name }) => name));
  }
  return names;
}

/** The summaries that were posted, the newest first, as they were posted; nobody is named in them. */
async function issues({ db, workspace, config }: Source): Promise<WeekPage[]> {
  const pages: WeekPage[] = [];
  for (const week of await postedWeeks(db, workspace)) {
    const stored = await storedSummary(db, workspace, week);
    if (!stored) continue;
    const unnamed = { ...stored.summary, thanks: [] };
    const { text, blocks = [] } = await summaryMessage(db, workspace, unnamed, config, config.language);
    const header = blocks.find((block) => block.type === 'header');
    pages.push({ week, title: header ? header.text.text : text, lines: blocks.flatMap(linesOf) });
  }
  return pages;
}

function linesOf(block: KnownBlock): string[] {
  if (block.type === 'section') return block.text ? [block.text.text] : [];
  if (block.type === 'context') return block.elements.flatMap((each) => ('text' in each ? [each.text] : []));
  return [];
}
