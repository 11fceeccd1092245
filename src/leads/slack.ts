import type { LeadResult } from '../database/tables.ts';
import { plain } from '../lookup/blocks.ts';
import { traitWords } from '../lookup/traits.ts';
import { reportOutcome } from '../personas/outcomes.ts';
import { namesOf } from '../personas/store.ts';
import type { Script } from '../scripts/script.ts';
import type { SlackMessage } from '../slack/message.ts';
import type { Handlers, Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten, unescapeMrkdwn } from '../text/mrkdwn.ts';
import { myChecks, outcome } from './blocks.ts';
import { checkable, ruleTraits } from './check.ts';
import { answered, filledIn, firstField, form } from './form.ts';
import { results } from './made.ts';
import { checkLead, type Ground, type LeadInput, loadGround } from './run.ts';
import { checksOf, ownCheck, recordCheck } from './store.ts';

/** A lead is described in a line or two; what follows is somebody's whole mail. */
const LONGEST_TEXT = 3_000;

export type LeadsDeps = { scripts: readonly Script[] };

/** `/persona check TEXT`, its form, the shortcut on a message, and what became of the leads. */
export function registerLeads(listen: Listen, { scripts }: LeadsDeps): void {
  listen.command('check', async (turn, text) => {
    const ground = await loadGround(turn.db, turn.workspace, scripts);
    const said = unescapeMrkdwn(text);
    if (said === '') return openForm(turn, ground, []);
    await turn.reply(
      await checked(turn, ground, { text: said.slice(0, LONGEST_TEXT) }, scripts, said.length),
    );
  });
  listen.messageShortcut('check_lead', async (turn, { message }) => {
    const ground = await loadGround(turn.db, turn.workspace, scripts);
    const said = unescapeMrkdwn(String(message.text ?? '')).trim();
    if (said === '') return openForm(turn, ground, []);
    await turn.reply(
      await checked(turn, ground, { text: said.slice(0, LONGEST_TEXT) }, scripts, said.length),
    );
  });
  listen.command('outcomes', async (turn) => {
    const checks = await checksOf(turn.db, turn.workspace, turn.person);
    const words = traitWords(scripts, turn.language);
    const names = await namesIn(
      turn,
      checks.flatMap(({ matched }) => matched),
    );
    await turn.reply(myChecks(checks, words, names, textsIn(turn.language).leads));
  });
  listen.action('leads_outcome', report);
  listen.action('leads_form', async (turn, action) => {
    const known = 'value' in action && typeof action.value === 'string' ? pairsIn(action.value) : [];
    await openForm(turn, await loadGround(turn.db, turn.workspace, scripts), known);
  });
  listen.view('leads_check', async (turn, view): Promise<ViewAnswer> => {
    const texts = textsIn(turn.language).leads;
    const ground = await loadGround(turn.db, turn.workspace, scripts);
    const { traits, excluded, words } = filledIn(view, ruleTraits(ground.personas));
    if (traits.length + excluded.length === 0 && words === '') {
      return { errors: { [firstField]: texts.form.empty } };
    }
    const known = { traits: traits.map((trait) => ({ ...trait, raw: null })), excluded };
    return { update: answered(await checked(turn, ground, { text: words, known }, scripts, 0), texts) };
  });
}

/** What became of a lead, from whoever checked it. */
const report: Handlers['action'] = async (turn, action) => {
  const { noted, notYours } = textsIn(turn.language).leads.outcomes;
  const check = Number(action.action_id.split(':')[1]);
  const result = action.type === 'static_select' ? leadResult(action.selected_option?.value) : null;
  const own = await ownCheck(turn.db, turn.workspace, turn.person, check);
  if (!own || result === null) return turn.reply({ text: notYours });
  const said = { check, result, by: turn.person, via: 'slack' as const, at: turn.now };
  await turn.commit((db) => reportOutcome(db, turn.workspace, said));
  const names = own.matched.map(await namesIn(turn, own.matched)).join(', ');
  await turn.reply({ text: names === '' ? noted.none : noted[result](escapeMrkdwn(shorten(names, 300))) });
};

function leadResult(value: string | undefined): LeadResult | null {
  return results.find((result) => result === value) ?? null;
}

/** A persona by the name it has now; one that was never approved here keeps its id. */
async function namesIn({ db, workspace }: Turn, ids: readonly string[]): Promise<(id: string) => string> {
  const known = await namesOf(db, workspace, ids);
  return (id) => known.get(id) ?? id;
}

async function openForm(
  turn: Turn,
  ground: Ground,
  known: { dimension: string; value: string }[],
): Promise<void> {
  const texts = textsIn(turn.language).leads;
  if (checkable(ground.personas).length === 0) return turn.reply({ text: texts.nonApproved });
  await turn.openModal(form(ground.lexicon, ruleTraits(ground.personas), known, texts, turn.language));
}

async function checked(
  turn: Turn,
  ground: Ground,
  input: LeadInput,
  scripts: readonly Script[],
  length: number,
): Promise<SlackMessage> {
  const { workspace, person, language, now } = turn;
  const { lead, result } = checkLead(ground, input);
  const check = await turn.commit((db) =>
    recordCheck(db, workspace, { lead, result, askedBy: person, via: 'slack', at: now }),
  );
  const texts = textsIn(language);
  const words = traitWords(scripts, language);
  const message = outcome({ ...ground, check, lead, result, words, language }, texts);
  const cut = length > LONGEST_TEXT ? [plain(texts.leads.cut(LONGEST_TEXT))] : [];
  return { text: message.text, blocks: [...cut, ...(message.blocks ?? [])] };
}

function pairsIn(value: string): { dimension: string; value: string }[] {
  const parsed: unknown = JSON.parse(value);
  return (Array.isArray(parsed) ? parsed : []).flatMap((pair: unknown) =>
    Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string'
      ? [{ dimension: pair[0], value: pair[1] }]
      : [],
  );
}
