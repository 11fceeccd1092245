import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { audit } from '../personas/audit.ts';
import { nothingWritten, type Written } from '../personas/by-hand.ts';
import { saveByHand } from '../personas/by-hand-store.ts';
import { type PersonaBody, teams } from '../personas/persona.ts';
import { approvedPersonas, loadPersona, type StoredPersona } from '../personas/store.ts';
import { put } from '../slack/outbox.ts';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { type Catalogue, textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { button, reviewMessage } from './blocks.ts';
import { gatherNames } from './edit.ts';
import { option } from './group-menu.ts';
import { draftOf, input } from './modals.ts';
import { parentName, postDraft } from './post.ts';
import { rewrite } from './rewrite.ts';

const kinds = ['buyer', 'customer'] as const;

/** Buyer and customer personas written down by people who know them. */
export function registerByHand(listen: Listen): void {
  listen.action('persona_write', async (turn) => {
    if (!mayWrite(turn)) return turn.reply({ text: textsIn(turn.language).byHand.only });
    await turn.openModal(writeModal(await parentsFor(turn), turn.language));
  });
  listen.view('persona_written', save);
  listen.view('persona_rewritten', saveAgain);
}

const mayWrite = ({ person, config }: Turn) =>
  config.reviewers.includes(person) || config.admins.includes(person);

/** Fields whose words stand one a line. */
const portraitFields = {
  company: ['company', 'companyHint'],
  professionalGoals: ['goals', 'lines'],
  challenges: ['challenges', 'lines'],
  objections: ['objections', 'lines'],
  communication: ['communication', 'lines'],
  purchasing: ['purchasing', 'lines'],
} as const;
const portraitParts = Object.keys(portraitFields) as (keyof typeof portraitFields)[];
/** What an input of the form takes, in UTF-16 units; Slack's own limits of a select's options. */
const LONG = 2_000;
const MOST_KINDS = 100;

type Parent = { id: string; name: string };

/** Whose micro personas can be written: those in use that are wanted. A rule of its own nobody can write here. */
async function parentsFor({ db, workspace }: Turn): Promise<Parent[]> {
  const approved = await approvedPersonas(db, workspace);
  return approved
    .filter(({ body }) => kinds.some((kind) => kind === body.kind))
    .map(({ id, body }) => ({ id, name: body.name }));
}

function writeModal(parents: Parent[], language: Language): ModalView {
  const texts = textsIn(language).byHand;
  const options = [
    ...kinds.map((kind) => option(texts.kinds[kind], kind)),
    ...parents.map(({ id, name }) => option(texts.microOf(shorten(name, 40)), `micro:${id}`)),
  ].slice(0, MOST_KINDS);
  const kind: InputBlock = {
    type: 'input',
    block_id: 'kind',
    label: { type: 'plain_text', text: shorten(texts.kind, 75) },
    element: { type: 'static_select', action_id: 'value', options, initial_option: options[0]! },
  };
  return form('persona_written', {}, [kind, ...fields(null, language)], language);
}

/** The same form on a draft that was written by hand. */
export function rewriteModal({ id, version, body }: StoredPersona, language: Language): ModalView {
  const lines = button('review_lines', id, version, textsIn(language).review.lines.button);
  const blocks: KnownBlock[] = [...fields(body, language), { type: 'actions', elements: [lines] }];
  return form('persona_rewritten', { persona: id, version }, blocks, language);
}

/** What stands in the form is what its author may say; `null`: nothing is written yet. */
function fields(body: PersonaBody | null, language: Language): InputBlock[] {
  const texts = textsIn(language).byHand;
  const written = (field: keyof typeof portraitFields): string => {
    if (field === 'company') return body?.portrait?.company.about ?? '';
    return body?.portrait?.[field].join('\n') ?? '';
  };
  const filled = (initial: string) => (initial === '' ? {} : { initial });
  const lines = { multiline: true, optional: true, most: LONG };
  return [
    input('name', texts.name, { hint: texts.nameHint, most: 80, ...filled(body?.name ?? '') }),
    input('subtitle', texts.subtitle, {
      hint: texts.subtitleHint,
      most: 150,
      ...filled(body?.subtitle ?? ''),
    }),
    ...portraitParts.map((field) => {
      const [label, hint] = portraitFields[field];
      return input(field, texts[label], { hint: texts[hint], ...lines, ...filled(written(field)) });
    }),
    ...teams.map((team) => {
      const said = body?.actions[team].map(({ text }) => text).join('\n') ?? '';
      return input(team, texts[team], { hint: texts.actionLines, ...lines, ...filled(said) });
    }),
  ];
}

function form(callback: string, about: object, blocks: KnownBlock[], language: Language): ModalView {
  const texts = textsIn(language).byHand;
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: JSON.stringify(about),
    title: { type: 'plain_text', text: shorten(texts.title, 24) },
    submit: { type: 'plain_text', text: shorten(texts.submit, 24) },
    close: { type: 'plain_text', text: shorten(textsIn(language).review.approve.cancel, 24) },
    blocks,
  };
}

async function save(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const { workspace, config, now, person } = turn;
  const texts = textsIn(turn.language);
  if (!mayWrite(turn)) return { errors: { name: texts.byHand.only } };
  const written = readWritten(view);
  const parents = await parentsFor(turn);
  if (written.parent !== null && !parents.some(({ id }) => id === written.parent)) {
    return { errors: { kind: texts.byHand.parentGone } };
  }
  const idle = idleTeams(written, texts.byHand.missing);
  if (Object.keys(idle).length > 0) return errorsOf(idle, texts.byHand);
  await gatherNames(turn);
  const outcome = await turn.commit(async (db) => {
    const saved = await saveByHand(db, workspace, written, texts, now);
    if (saved.outcome === 'faults') return saved;
    const subject = `${saved.id} version ${saved.version}`;
    await audit(db, workspace, { at: now, actor: person, action: 'written by hand', subject, detail: {} });
    const draft = await loadPersona(db, workspace, saved.id);
    if (draft === null) throw new Error('a persona written by hand cannot be read back');
    if (config.reviewChannel !== null) await postDraft(db, { workspace, config, now }, draft);
    const text = texts.byHand.saved(escapeMrkdwn(draft.body.name));
    const blocks = reviewMessage(draft, await parentName(db, workspace, draft), turn.language).blocks ?? [];
    const message = config.reviewChannel === null ? { text, blocks } : { text };
    await put(db, workspace, `written:${saved.id}`, person, message, now);
    return saved;
  });
  return outcome.outcome === 'saved' ? { clear: true } : errorsOf(outcome.faults, texts.byHand);
}

const errorsOf = (faults: Record<string, string>, texts: Catalogue['byHand']): ViewAnswer => ({
  errors: Object.fromEntries(Object.entries(faults).map(([field, why]) => [field, texts.fault(why)])),
});

/** A micro persona says only what differs; of any other each team must learn what to do. */
function idleTeams({ kind, actions }: Written, missing: string): Record<string, string> {
  if (kind === 'micro') return {};
  const idle = teams.filter((team) => actions[team].length === 0);
  return Object.fromEntries(idle.map((team) => [team, missing]));
}

/** The form holds a part of the persona; everything else of it stays as it is. */
async function saveAgain(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const { workspace, config, now, person: by, language: reader } = turn;
  const texts = textsIn(reader);
  const written = readWritten(view);
  const request = { workspace, ...draftOf(view), by, config, reader, now };
  await gatherNames(turn);
  const outcome = await turn.commit((db) => rewrite(db, request, written));
  switch (outcome.outcome) {
    case 'saved':
      return { clear: true };
    case 'faults':
      return errorsOf(outcome.faults, texts.byHand);
    case 'refused':
      return { errors: { name: outcome.reason } };
    case 'unchanged':
      return { errors: { name: texts.review.edit.unchanged } };
  }
}

function readWritten(view: ViewOutput): Written {
  const field = (id: string) => view.state.values[id]?.value;
  const text = (id: string) => field(id)?.value ?? '';
  const chosen = field('kind')?.selected_option?.value;
  const parent = chosen?.startsWith('micro:') ? chosen.slice('micro:'.length) : null;
  const list = (id: string) =>
    text(id)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const company = list('company').join('; ');
  return {
    ...nothingWritten,
    kind: parent === null ? (kinds.find((one) => one === chosen) ?? 'buyer') : 'micro',
    parent,
    name: text('name'),
    subtitle: text('subtitle'),
    portrait: {
      company: company === '' ? {} : { about: company },
      professionalGoals: list('professionalGoals'),
      challenges: list('challenges'),
      objections: list('objections'),
      communication: list('communication'),
      purchasing: list('purchasing'),
    },
    actions: { marketing: list('marketing'), sales: list('sales'), support: list('support') },
  };
}
