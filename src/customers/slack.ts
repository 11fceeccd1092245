import type { BlockAction, ViewOutput } from '@slack/bolt';
import type { Database } from '../database/open.ts';
import { tellOfFallen } from '../erasure/fallen.ts';
import { customerByKey, searchCustomers } from '../interview/customer-store.ts';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { customersMessage, findOptions, mergeModal } from './blocks.ts';
import {
  keepApart,
  loadDoubles,
  loadMerges,
  mergeCustomers,
  type Reviewing,
  splitCustomer,
} from './store.ts';

const FOUND = 100;

/** `/persona customers`: likely doubles, merging, and splitting again. For reviewers. */
export function registerCustomers(listen: Listen): void {
  const forReviewers =
    <A extends unknown[]>(work: (turn: Turn, ...args: A) => Promise<void>) =>
    async (turn: Turn, ...args: A): Promise<void> =>
      isReviewer(turn) ? work(turn, ...args) : turn.reply({ text: textsIn(turn.language).customers.only });
  listen.command('customers', forReviewers(showCustomers));
  listen.action('customers_open', forReviewers(showCustomers));
  listen.action('customers_merge', forReviewers(openMerge));
  listen.action('customers_apart', forReviewers(setApart));
  listen.action('customers_split', forReviewers(split));
  listen.options('customers_find', async (turn, query) =>
    isReviewer(turn) ? findOptions(await searchCustomers(turn.db, turn.workspace, query, FOUND)) : [],
  );
  listen.view('customers_merge', merge);
}

function isReviewer({ config, person }: Turn): boolean {
  return config.reviewers.includes(person);
}

function reviewing({ workspace, person, now }: Turn): Reviewing {
  return { workspace, by: person, actor: person, now };
}

async function showCustomers(turn: Turn): Promise<void> {
  const { db, workspace, language } = turn;
  await turn.reply(
    customersMessage(await loadDoubles(db, workspace), await loadMerges(db, workspace), language),
  );
}

type Action = BlockAction['actions'][number];
const valueIn = (action: Action) => ('value' in action ? (action.value ?? '') : '');

async function openMerge(turn: Turn, action: Action): Promise<void> {
  const [keep, other] = JSON.parse(valueIn(action)) as string[];
  const chosen = (key: string | undefined) =>
    key === undefined ? null : customerByKey(turn.db, turn.workspace, key);
  await turn.openModal(mergeModal(await chosen(keep), await chosen(other), turn.language));
}

async function setApart(turn: Turn, action: Action): Promise<void> {
  const pair = JSON.parse(valueIn(action)) as [string, string];
  await turn.commit((db) => keepApart(db, reviewing(turn), pair));
  await turn.reply({ text: textsIn(turn.language).customers.apartDone });
}

async function merge(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const texts = textsIn(turn.language).customers;
  if (!isReviewer(turn)) return { errors: { keep: texts.only } };
  const chosen = (id: string) => Object.values(view.state.values[id] ?? {})[0]?.selected_option?.value ?? '';
  const pair = { keep: chosen('keep'), other: chosen('other') };
  if (pair.keep === pair.other) return { errors: { other: texts.chooseOther } };
  const merged = await turn.commit(async (db) => {
    const outcome = await mergeCustomers(db, reviewing(turn), pair);
    if (outcome.outcome === 'done') await tell(db, turn, outcome.fallen);
    return outcome;
  });
  if (merged.outcome === 'same') return { errors: { other: texts.same } };
  if (merged.outcome === 'unknown') {
    return { errors: { [merged.key === pair.keep ? 'keep' : 'other']: texts.gone } };
  }
  const safe = (name: string) => escapeMrkdwn(shorten(name, 150));
  const words = texts.done(safe(merged.other.name), safe(merged.keep.name));
  return {
    update: {
      type: 'modal',
      title: { type: 'plain_text', text: texts.formTitle },
      close: { type: 'plain_text', text: textsIn(turn.language).slack.close },
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: words, verbatim: true } }],
    },
  };
}

async function split(turn: Turn, action: Action): Promise<void> {
  const texts = textsIn(turn.language).customers;
  const done = await turn.commit(async (db) => {
    const outcome = await splitCustomer(db, reviewing(turn), valueIn(action));
    if (outcome) await tell(db, turn, outcome.fallen);
    return outcome;
  });
  await turn.reply({ text: done ? texts.splitDone : texts.splitGone });
}

function tell(db: Database, { workspace, config, now }: Turn, fallen: { id: string; name: string }[]) {
  return tellOfFallen(db, workspace, fallen, config, now);
}
