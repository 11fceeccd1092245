import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, ModalView } from '@slack/types';
import { audit } from '../personas/audit.ts';
import { nothingWritten, type Written } from '../personas/by-hand.ts';
import { saveByHand } from '../personas/by-hand-store.ts';
import { loadPersona } from '../personas/store.ts';
import { put } from '../slack/outbox.ts';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { reviewMessage } from './blocks.ts';
import { input } from './modals.ts';
import { postDraft } from './post.ts';

const kinds = ['buyer', 'customer'] as const;

/** Buyer and customer personas written down by people who know them. */
export function registerByHand(listen: Listen): void {
  listen.action('persona_write', async (turn) => {
    if (!mayWrite(turn)) return turn.reply({ text: textsIn(turn.language).byHand.only });
    await turn.openModal(writeModal(turn.language));
  });
  listen.view('persona_written', save);
}

const mayWrite = ({ person, config }: Turn) =>
  config.reviewers.includes(person) || config.admins.includes(person);

/** Fields whose words stand one a line. */
const portraitFields = {
  company: ['company', 'companyHint'],
  professionalGoals: ['goals', 'lines'],
  challenges: ['challenges', 'lines'],
  communication: ['communication', 'lines'],
  purchasing: ['purchasing', 'lines'],
} as const;
const teamFields = ['marketing', 'sales', 'support'] as const;

export function writeModal(language: Language): ModalView {
  const texts = textsIn(language).byHand;
  const plain = (text: string) => ({ type: 'plain_text' as const, text: shorten(text, 75) });
  const options = kinds.map((kind) => ({ text: plain(texts.kinds[kind]), value: kind }));
  const kind: InputBlock = {
    type: 'input',
    block_id: 'kind',
    label: plain(texts.kind),
    element: { type: 'static_select', action_id: 'value', options, initial_option: options[0]! },
  };
  const lines = { hint: texts.lines, multiline: true };
  return {
    type: 'modal',
    callback_id: 'persona_written',
    title: { type: 'plain_text', text: shorten(texts.title, 24) },
    submit: { type: 'plain_text', text: shorten(texts.submit, 24) },
    close: { type: 'plain_text', text: shorten(textsIn(language).review.approve.cancel, 24) },
    blocks: [
      kind,
      input('name', texts.name, { hint: texts.nameHint, most: 80 }),
      input('subtitle', texts.subtitle, { hint: texts.subtitleHint, most: 150 }),
      ...Object.entries(portraitFields).map(([field, [label, hint]]) =>
        input(field, texts[label], { hint: texts[hint], multiline: true, optional: true }),
      ),
      ...teamFields.map((team) => input(team, texts[team], lines)),
    ],
  };
}

async function save(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const { workspace, config, now, person } = turn;
  const texts = textsIn(turn.language);
  if (!mayWrite(turn)) return { errors: { name: texts.byHand.only } };
  const written = readWritten(view);
  const outcome = await turn.commit(async (db) => {
    const saved = await saveByHand(db, workspace, written, texts, now);
    if (saved.outcome === 'faults') return saved;
    const subject = `${saved.id} version ${saved.version}`;
    await audit(db, workspace, { at: now, actor: person, action: 'written by hand', subject, detail: {} });
    const draft = await loadPersona(db, workspace, saved.id);
    if (draft === null) throw new Error('a persona written by hand cannot be read back');
    if (config.reviewChannel !== null) await postDraft(db, { workspace, config, now }, draft);
    const text = texts.byHand.saved(escapeMrkdwn(draft.body.name));
    const blocks = reviewMessage(draft, null, turn.language).blocks ?? [];
    const message = config.reviewChannel === null ? { text, blocks } : { text };
    await put(db, workspace, `written:${saved.id}`, person, message, now);
    return saved;
  });
  if (outcome.outcome === 'saved') return { clear: true };
  const faults = Object.entries(outcome.faults);
  return { errors: Object.fromEntries(faults.map(([field, why]) => [field, texts.byHand.fault(why)])) };
}

function readWritten(view: ViewOutput): Written {
  const field = (id: string) => view.state.values[id]?.value;
  const text = (id: string) => field(id)?.value ?? '';
  const chosen = field('kind')?.selected_option?.value;
  const list = (id: string) =>
    text(id)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const company = list('company').join('; ');
  return {
    ...nothingWritten,
    kind: kinds.find((one) => one === chosen) ?? 'buyer',
    name: text('name'),
    subtitle: text('subtitle'),
    portrait: {
      company: company === '' ? {} : { about: company },
      professionalGoals: list('professionalGoals'),
      challenges: list('challenges'),
      communication: list('communication'),
      purchasing: list('purchasing'),
    },
    actions: { marketing: list('marketing'), sales: list('sales'), support: list('support') },
  };
}
