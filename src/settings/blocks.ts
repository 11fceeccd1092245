import type { InputBlock, KnownBlock, ModalView, PlainTextOption, StaticSelect } from '@slack/types';
import type { Config, WorkspaceSetting } from '../config.ts';
import { textsIn } from '../text/catalogue.ts';
import { type Language, languageNames } from '../text/language.ts';
import { percentOf, SUMMARY_DAY, SUMMARY_TIME } from './form.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Every setting of a workspace with its value in force. */
export function settingsModal(config: Config, language: Language): ModalView {
  const { settings: texts, invitations } = textsIn(language);
  const { labels, hints } = texts;
  const [day = 'Mon', time = '09:00'] = config.summaryAt.split(' ');
  const days = WEEKDAYS.map((value, n) => option(invitations.longDays[n] ?? value, value));
  const languages = Object.entries(languageNames).map(([value, name]) => option(name, value));
  const named = (names: Record<string, string>) =>
    Object.entries(names).map(([value, text]) => option(text, value));
  const blocks: KnownBlock[] = [
    { type: 'section', text: { type: 'mrkdwn', text: texts.intro } },
    people('ADMINS', labels.ADMINS, config.admins),
    people('REVIEWERS', labels.REVIEWERS, config.reviewers),
    channel('REVIEW_CHANNEL', labels.REVIEW_CHANNEL, config.reviewChannel, hints.channel),
    channel('SUMMARY_CHANNEL', labels.SUMMARY_CHANNEL, config.summaryChannel, hints.channel),
    choice(SUMMARY_DAY, texts.summaryDay, days, day),
    input(SUMMARY_TIME, texts.summaryTime, { type: 'timepicker', action_id: 'value', initial_time: time }),
    choice('SUMMARY_WHEN_EMPTY', labels.SUMMARY_WHEN_EMPTY, named(texts.whenEmpty), config.summaryWhenEmpty),
    typed('TIMEZONE', labels.TIMEZONE, config.timeZone, hints.zone),
    choice('LANGUAGE', labels.LANGUAGE, languages, config.language),
    choice(
      'ANSWER_VISIBILITY',
      labels.ANSWER_VISIBILITY,
      named(texts.visibility),
      config.answerVisibility,
      hints.visibility,
    ),
    choice(
      'APPROVALS_NEEDED',
      labels.APPROVALS_NEEDED,
      [option('1', '1'), option('2', '2')],
      String(config.approvalsNeeded),
    ),
    choice(
      'REQUIRE_BUYER_PERSONA',
      labels.REQUIRE_BUYER_PERSONA,
      named(texts.buyer),
      config.requireBuyerPersona,
    ),
    typed('KEEP_MARGIN', labels.KEEP_MARGIN, percentOf(config.keepMargin)),
    typed('COLLATERAL_SHARE', labels.COLLATERAL_SHARE, percentOf(config.collateralShare)),
    {
      ...typed('RETENTION_DAYS', labels.RETENTION_DAYS, String(config.retentionDays ?? ''), hints.retention),
      optional: true,
    },
  ];
  return {
    type: 'modal',
    callback_id: 'settings',
    title: plain(texts.title),
    submit: plain(texts.save),
    close: plain(texts.cancel),
    blocks,
  };
}

/** One sentence in place of the form. */
export function noticeModal(sentence: string, language: Language): ModalView {
  const { settings, slack } = textsIn(language);
  return {
    type: 'modal',
    title: plain(settings.title),
    close: plain(slack.close),
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: sentence } }],
  };
}

function people(name: WorkspaceSetting, label: string, chosen: string[]): InputBlock {
  const initial = chosen.length > 0 ? { initial_users: chosen } : {};
  return {
    ...input(name, label, { type: 'multi_users_select', action_id: 'value', ...initial }),
    optional: true,
  };
}

function channel(name: WorkspaceSetting, label: string, chosen: string | null, hint: string): InputBlock {
  const element: InputBlock['element'] = {
    type: 'conversations_select',
    action_id: 'value',
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(chosen === null ? {} : { initial_conversation: chosen }),
  };
  return { ...input(name, label, element, hint), optional: true };
}

function choice(
  block: string,
  label: string,
  options: PlainTextOption[],
  chosen: string,
  hint?: string,
): InputBlock {
  const initial = options.find(({ value }) => value === chosen);
  const element: StaticSelect = { type: 'static_select', action_id: 'value', options };
  return input(block, label, initial ? { ...element, initial_option: initial } : element, hint);
}

function typed(name: WorkspaceSetting, label: string, initial: string, hint?: string): InputBlock {
  const value = initial === '' ? {} : { initial_value: initial };
  return input(name, label, { type: 'plain_text_input', action_id: 'value', max_length: 64, ...value }, hint);
}

function input(block: string, label: string, element: InputBlock['element'], hint?: string): InputBlock {
  return {
    type: 'input',
    block_id: block,
    label: plain(label),
    element,
    ...(hint === undefined ? {} : { hint: plain(hint) }),
  };
}

function option(text: string, value: string): PlainTextOption {
  return { text: plain(text), value };
}

function plain(text: string) {
  return { type: 'plain_text' as const, text };
}
