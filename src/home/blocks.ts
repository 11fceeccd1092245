import type { HomeView, KnownBlock, SectionBlock } from '@slack/types';
import { askingBlocks } from '../invitations/settings-blocks.ts';
import { countedWords } from '../privacy/blocks.ts';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import { type Language, languageNames } from '../text/language.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import type { Home, Listed } from './home.ts';

/** Lists end here; the rest is a count. Slack allows 100 blocks in a view. */
const LISTED = 15;

/** The Home tab as Slack shows it. */
export function homeView(home: Home, language: Language): HomeView {
  const { home: texts, lookup } = textsIn(language);
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: texts.title } },
    markdown(texts.intro),
    ...interviewBlocks(home, language),
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: textsIn(language).interview.visibility[home.visibility] }],
    },
    ...ownBlocks(home, language),
    ...askingBlocks(home.asking, language),
    ...reviewBlocks(home, language),
    ...settingsBlocks(home, language),
    { type: 'divider' },
    { type: 'header', text: { type: 'plain_text', text: texts.approved } },
    ...(home.approved.length === 0 ? [markdown(texts.noneApproved)] : []),
    ...(home.approved.some(({ kind }) => kind === 'negative')
      ? [{ ...markdown(texts.checkAbout), accessory: button('leads_form', texts.check, '[]') }]
      : []),
    ...list(home.approved, lookup.kinds, (one) => button('lookup_show', texts.show, one.id), texts.more),
    { type: 'divider' },
    languageBlock(home.language, language),
    { type: 'context', elements: [{ type: 'mrkdwn', text: texts.help }] },
  ];
  return { type: 'home', blocks };
}

/** What somebody reads who opens the direct message for the first time. */
export function welcomeMessage(visibility: Home['visibility'], language: Language): SlackMessage {
  const { home, interview } = textsIn(language);
  return {
    text: home.intro,
    blocks: [
      markdown(`*${home.title}*\n${home.intro}`),
      { type: 'actions', elements: [button('interview_start', home.start, 'problem', 'primary')] },
      { type: 'context', elements: [{ type: 'mrkdwn', text: interview.visibility[visibility] }] },
      { type: 'context', elements: [{ type: 'mrkdwn', text: home.help }] },
    ],
  };
}

function interviewBlocks(home: Home, language: Language): KnownBlock[] {
  const texts = textsIn(language).home;
  const { open, finished } = home;
  if (open) {
    const customer = open.customer === null ? null : escapeMrkdwn(shorten(open.customer, 100));
    const words = open.status === 'paused' ? texts.paused(customer) : texts.open(customer, open.answered);
    return [
      { ...markdown(words), accessory: button('interview_resume', texts.resume, open.interview, 'primary') },
    ];
  }
  const labels = { problem: texts.start, comparison: texts.startComparison };
  const elements = home.starts.map((kind, n) =>
    button('interview_start', labels[kind], kind, n === 0 ? 'primary' : undefined),
  );
  return [
    { type: 'actions', elements },
    { type: 'context', elements: [{ type: 'mrkdwn', text: texts.yours(finished) }] },
  ];
}

/** What somebody said so far, with the way to change and delete it, and whether they hear back. */
function ownBlocks({ history, finished, hearsBack, counted }: Home, language: Language): KnownBlock[] {
  if (finished === 0) return [];
  const { home: texts, privacy } = textsIn(language);
  const lines = history.map(({ interview, customer, on }, n) => ({
    ...markdown(
      texts.told(customer === null ? privacy.nobody : `*${escapeMrkdwn(shorten(customer, 100))}*`, on),
    ),
    accessory: { ...button('privacy_interview', texts.look, interview), action_id: `privacy_interview:${n}` },
  }));
  const toggle = button(
    'privacy_hear',
    hearsBack ? privacy.hearOff : privacy.hearOn,
    hearsBack ? 'off' : 'on',
  );
  return [
    { type: 'divider' },
    { type: 'header', text: { type: 'plain_text', text: texts.history } },
    ...lines,
    ...(counted.length > 0 ? [markdown(countedWords(counted, language))] : []),
    { type: 'actions', elements: [button('privacy_open', texts.allOfIt, 'home'), toggle] },
    { type: 'context', elements: [{ type: 'mrkdwn', text: privacy.hears(hearsBack) }] },
  ];
}

function reviewBlocks({ waiting }: Home, language: Language): KnownBlock[] {
  if (waiting === null) return [];
  const { home: texts, review } = textsIn(language);
  return [
    { type: 'divider' },
    { type: 'header', text: { type: 'plain_text', text: texts.review } },
    {
      ...markdown(texts.waiting(waiting.length)),
      accessory: button('draft_personas', texts.draftNow, 'home'),
    },
    ...list(
      waiting,
      review.kinds,
      (one) => button('review_open', texts.showDraft, `${one.id}:${one.version}`),
      texts.more,
    ),
    { type: 'actions', elements: [button('customers_open', texts.customers, 'home')] },
  ];
}

function settingsBlocks({ administers }: Home, language: Language): KnownBlock[] {
  if (!administers) return [];
  const texts = textsIn(language).settings;
  return [
    { type: 'divider' },
    { type: 'header', text: { type: 'plain_text', text: texts.section } },
    { ...markdown(texts.about), accessory: button('settings_open', texts.open, 'home') },
  ];
}

/** Each language by its own name, so that whoever cannot read the rest finds theirs. */
function languageBlock(chosen: Language | null, language: Language): SectionBlock {
  const texts = textsIn(language).home;
  const option = (value: string, text: string) => ({ text: { type: 'plain_text' as const, text }, value });
  const follow = option('slack', texts.languageOfSlack);
  const own = Object.entries(languageNames).map(([value, name]) => option(value, name));
  return {
    ...markdown(texts.language),
    accessory: {
      type: 'static_select',
      action_id: 'home_language',
      options: [follow, ...own],
      initial_option: own.find(({ value }) => value === chosen) ?? follow,
    },
  };
}

function list<T extends Listed>(
  all: T[],
  kinds: Record<Listed['kind'], string>,
  accessory: (one: T) => ReturnType<typeof button>,
  more: (count: number) => string,
): KnownBlock[] {
  const shown = all.slice(0, LISTED).map((one) => ({
    ...markdown(
      `*${escapeMrkdwn(one.name)}* · ${kinds[one.kind]}\n${escapeMrkdwn(shorten(one.subtitle, 300))}`,
    ),
    accessory: accessory(one),
  }));
  return all.length > LISTED ? [...shown, markdown(more(all.length - LISTED))] : shown;
}

function markdown(text: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

function button(action: string, text: string, value: string, style?: 'primary') {
  return {
    type: 'button' as const,
    action_id: `${action}:${value}`,
    text: { type: 'plain_text' as const, text },
    value,
    ...(style ? { style } : {}),
  };
}
