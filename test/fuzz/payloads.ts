import type {
  BlockAction,
  BlockElementAction,
  BlockSuggestion,
  EnvelopedEvent,
  GlobalShortcut,
  MessageShortcut,
  SlashCommand,
  ViewClosedAction,
  ViewOutput,
  ViewSubmitAction,
} from '@slack/bolt';
import type {
  FileShareMessageEvent,
  GenericMessageEvent,
  MessageChangedEvent,
  MessageDeletedEvent,
  SlackEvent,
} from '@slack/types';

/**
 * One payload of every kind that Slack sends, written by hand with the keys of real ones, which the type checker holds to
 * Bolt's types. Names and ids are invented;
 * the team is the built-in workspace's. `what` names the kind; the form in which each is sent over HTTP follows from it.
 */
export type Sample = { what: string; sent: 'json' | 'payload' | 'form'; body: Record<string, unknown> };

export const TEAM = 'T0SANDBOX';
const APP = 'A0MISMATCH';
/** Stands for the id of an interview that is under way. */
export const INTERVIEW = 'INTERVIEW';

/** As Bolt types it, but outside an Enterprise organisation Slack says so with `null`. */
type AsSent<Payload> = Payload extends unknown ? Omit<Payload, 'enterprise'> & { enterprise: null } : never;
type Interaction =
  | BlockAction
  | ViewSubmitAction
  | ViewClosedAction
  | MessageShortcut
  | GlobalShortcut
  | BlockSuggestion;
type Enveloped = Omit<EnvelopedEvent, 'context_enterprise_id' | 'event'> & {
  context_enterprise_id: null;
  event: Inner;
};
/** A message inside the news of its change names no place, and a plain one has no subtype at all. */
type Plain = Omit<GenericMessageEvent, 'subtype'>;
type Within = Omit<Plain, 'event_ts' | 'channel' | 'channel_type'>;
type News<Event> = Omit<Event, 'message' | 'previous_message'> & {
  message?: Within;
  previous_message: Within;
};
type Inner =
  | Exclude<SlackEvent, { type: 'message' }>
  | Plain
  | FileShareMessageEvent
  | News<MessageChangedEvent>
  | News<MessageDeletedEvent>;
/** What every interaction has. */
type Head = 'type' | 'user' | 'token' | 'team' | 'enterprise' | 'is_enterprise_install';
type Own<Payload> = Omit<Payload, Head | 'api_app_id'>;

const AUTHORIZATION = {
  enterprise_id: null,
  team_id: TEAM,
  user_id: 'U0MISMATCH',
  is_bot: true,
  is_enterprise_install: false,
};

const RICH_TEXT = [
  {
    type: 'rich_text',
    block_id: 'b1',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'They paid late.' }] }],
  },
];

const event = (what: string, inner: Inner): Sample => ({
  what,
  sent: 'json',
  body: {
    token: 'verification',
    team_id: TEAM,
    context_team_id: TEAM,
    context_enterprise_id: null,
    api_app_id: APP,
    event: inner,
    type: 'event_callback',
    event_id: 'Ev0123456789',
    event_time: 1_763_500_000,
    authorizations: [AUTHORIZATION],
    is_ext_shared_channel: false,
    event_context: '4-context',
  } satisfies Enveloped,
});

const head = {
  user: { id: 'U0ANNA', username: 'anna.petrov', name: 'anna.petrov', team_id: TEAM },
  api_app_id: APP,
  token: 'verification',
  team: { id: TEAM, domain: 'sample-workspace' },
  enterprise: null,
  is_enterprise_install: false,
};
const trigger_id = '1763500000.1.abcdef';

const sample = (what: string, body: AsSent<Interaction>): Sample => ({
  what,
  sent: 'payload',
  body: { ...body },
});
const action = (what: string, own: OwnAction): Sample =>
  sample(`block_actions: ${what}`, {
    type: 'block_actions',
    ...head,
    trigger_id,
    ...own,
  } as AsSent<BlockAction>);
const submission = (what: string, own: Omit<Own<ViewSubmitAction>, 'trigger_id'>): Sample =>
  sample(`view_submission: ${what}`, { type: 'view_submission', ...head, trigger_id, ...own });

const view = (callbackId: string, values: ViewOutput['state']['values']): ViewOutput => ({
  id: 'V0123456789',
  team_id: TEAM,
  type: 'modal',
  blocks: [
    {
      type: 'input',
      block_id: 'q.why',
      label: { type: 'plain_text', text: 'Why?', emoji: true },
      optional: true,
      dispatch_action: false,
      element: {
        type: 'plain_text_input',
        action_id: 'why',
        multiline: true,
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
      },
    },
  ],
  private_metadata: JSON.stringify({ interview: INTERVIEW, screen: 'account' }),
  callback_id: callbackId,
  state: { values },
  hash: '1763500000.hash',
  title: { type: 'plain_text', text: 'Their company', emoji: true },
  clear_on_close: false,
  notify_on_close: false,
  close: { type: 'plain_text', text: 'Cancel', emoji: true },
  submit: { type: 'plain_text', text: 'Save', emoji: true },
  previous_view_id: null,
  root_view_id: 'V0123456789',
  app_id: APP,
  external_id: '',
  app_installed_team_id: TEAM,
  bot_id: 'B0MISMATCH',
});

/** From a modal there is no address for answers, whatever Bolt's type says. */
type OwnAction = Omit<Own<BlockAction>, 'trigger_id' | 'response_url'> & { response_url?: string };
/** An action without the place where it is taken. */
type Placeable = BlockElementAction extends infer One
  ? One extends BlockElementAction
    ? Omit<One, 'block_id' | 'action_ts'>
    : never
  : never;

const onMessage = (one: Placeable): OwnAction => ({
  container: {
    type: 'message',
    message_ts: '1763500000.000100',
    channel_id: 'D0ANNA',
    is_ephemeral: false,
  },
  channel: { id: 'D0ANNA', name: 'directmessage' },
  message: {
    user: 'U0MISMATCH',
    type: 'message',
    ts: '1763500000.000100',
    bot_id: 'B0MISMATCH',
    app_id: APP,
    text: '2 of 8: What industry are they in?',
    team: TEAM,
    blocks: [{ type: 'section', block_id: 's1', text: { type: 'mrkdwn', text: 'What industry?' } }],
  },
  state: { values: {} },
  response_url: 'http://127.0.0.1:9/response',
  actions: [{ block_id: 's1', action_ts: '1763500001.000000', ...one }],
});

const inModal = (one: Placeable): OwnAction => ({
  container: { type: 'view', view_id: 'V0123456789' },
  view: view('interview_form', {}),
  actions: [{ block_id: 'q.why', action_ts: '1763500001.000000', ...one }],
});

const button = (actionId: string, value: string) => ({
  type: 'button' as const,
  action_id: actionId,
  text: { type: 'plain_text' as const, text: 'Label', emoji: true },
  value,
});

const select = (actionId: string, value: string) => ({
  type: 'static_select' as const,
  action_id: actionId,
  selected_option: { text: { type: 'plain_text' as const, text: 'Label', emoji: true }, value },
  placeholder: { type: 'plain_text' as const, text: 'Choose', emoji: true },
});

const message = <Own extends object>(own: Own) => ({
  type: 'message' as const,
  channel: 'D0ANNA',
  channel_type: 'im' as const,
  event_ts: '1763500000.000200',
  ...own,
});

const written = {
  user: 'U0ANNA',
  type: 'message' as const,
  ts: '1763500000.000200',
  client_msg_id: '7d1fd3a5-2f0d-4a59-8b0c-2d2e2d1f0c11',
  text: 'They paid late.',
  team: TEAM,
  blocks: RICH_TEXT,
};

const command = (text: string): Sample => ({
  what: `command: ${text}`,
  sent: 'form',
  body: {
    token: 'verification',
    team_id: TEAM,
    team_domain: 'sample-workspace',
    channel_id: 'D0ANNA',
    channel_name: 'directmessage',
    user_id: 'U0ANNA',
    user_name: 'anna.petrov',
    command: '/persona',
    text,
    api_app_id: APP,
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/response',
    trigger_id: '1763500000.2.abcdef',
  } satisfies SlashCommand,
});

const COMMANDS = [
  '',
  'help',
  'interview problem',
  'student',
  'check retail, 8 people',
  'review',
  'draft',
  'export x',
  'summary',
  'invite',
  'customers',
  'privacy',
];

const FORM_VALUES: ViewOutput['state']['values'] = {
  'q.why': { why: { type: 'plain_text_input', value: 'Late changes.' } },
  'q.industry': {
    industry: {
      type: 'static_select',
      selected_option: { text: { type: 'plain_text', text: 'Retail', emoji: true }, value: 'retail' },
    },
  },
  reason: { reason: { type: 'plain_text_input', value: 'It fits what we see.' } },
};

/** The samples, with a click and a choice of every action in `actions` and a submission of every form in `forms`. */
export function samples(actions: readonly string[], forms: readonly string[]): Sample[] {
  const data = `${INTERVIEW}:why:why`;
  return [
    ...EVENTS,
    ...actions.flatMap((id) => [
      action(id, onMessage(button(`${id}:${data}`, 'why'))),
      action(`choice of ${id}`, onMessage(select(`${id}:${data}`, 'dont_know'))),
      action(`${id} in a modal`, inModal(button(`${id}:${data}`, 'why'))),
    ]),
    ...forms.map((id) => submission(id, { view: view(id, FORM_VALUES), response_urls: [] })),
    ...OTHERS,
    ...COMMANDS.map(command),
  ];
}

const PDF: NonNullable<FileShareMessageEvent['files']>[number] = {
  ...{ id: 'F0123456789', created: 1_763_500_000, name: 'a.pdf', title: 'a', mimetype: 'application/pdf' },
  ...{ filetype: 'pdf', pretty_type: 'PDF', user: 'U0ANNA', editable: false, size: 1_024, mode: 'hosted' },
  ...{ channels: [], groups: [] },
  ...{ is_external: false, external_type: '', is_public: false, public_url_shared: false },
  ...{
    display_as_bot: false,
    username: '',
    permalink: 'https://sample-workspace.slack.test/files/F0123456789',
  },
};

const EVENTS: Sample[] = [
  event('message', message(written)),
  event('message: with a file', message({ ...written, subtype: 'file_share', files: [PDF] })),
  event(
    'message: changed',
    message({
      subtype: 'message_changed',
      hidden: true,
      ts: '1763500000.000300',
      message: {
        ...written,
        text: 'They paid very late.',
        edited: { user: 'U0ANNA', ts: '1763500000.000300' },
      },
      previous_message: written,
    }),
  ),
  event(
    'message: deleted',
    message({
      subtype: 'message_deleted',
      hidden: true,
      ts: '1763500000.000400',
      deleted_ts: '1763500000.000200',
      previous_message: written,
    }),
  ),
  event('app_mention', {
    type: 'app_mention',
    user: 'U0ANNA',
    text: '<@U0MISMATCH> student',
    ts: '1763500000.000500',
    team: TEAM,
    channel: 'C0SALES',
    event_ts: '1763500000.000500',
  }),
  event('app_home_opened', {
    type: 'app_home_opened',
    user: 'U0ANNA',
    channel: 'D0ANNA',
    tab: 'home',
    event_ts: '1763500000.000600',
  }),
  event('user_change', {
    type: 'user_change',
    user: {
      id: 'U0ANNA',
      team_id: TEAM,
      name: 'anna.petrov',
      deleted: false,
      color: '7c4dff',
      real_name: 'Anna Petrov',
      tz: 'Europe/Berlin',
      tz_label: 'Central European Time',
      tz_offset: 3_600,
      locale: 'en-GB',
      profile: {
        ...{ title: 'Account executive', phone: '', skype: '', team: TEAM, fields: [] },
        ...{ real_name: 'Anna Petrov', real_name_normalized: 'Anna Petrov' },
        ...{ first_name: 'Anna', last_name: 'Petrov' },
        ...{ display_name: 'anna', display_name_normalized: 'anna' },
        ...{ status_text: '', status_text_canonical: '', status_emoji: '', status_expiration: 0 },
        ...{ status_emoji_display_info: [], avatar_hash: 'g0' },
        ...{ image_24: '', image_32: '', image_48: '', image_72: '', image_192: '', image_512: '' },
      },
      ...{ is_admin: false, is_owner: false, is_primary_owner: false },
      ...{ is_restricted: false, is_ultra_restricted: false, is_bot: false, is_app_user: false },
      ...{ updated: 1_763_500_000, is_email_confirmed: true, who_can_share_contact_card: 'EVERYONE' },
    },
    cache_ts: 1_763_500_000,
    event_ts: '1763500000.000700',
  }),
];

const OTHERS: Sample[] = [
  sample('view_closed', {
    ...{ type: 'view_closed', ...head },
    ...{ view: view('interview_form', {}), is_cleared: false },
  }),
  sample('message_action', {
    ...{ type: 'message_action', ...head, trigger_id },
    callback_id: 'report_problem_customer',
    action_ts: '1763500002.000000',
    message_ts: '1763500000.000800',
    channel: { id: 'C0SALES', name: 'sales' },
    message: { ...written, ts: '1763500000.000800' },
    response_url: 'http://127.0.0.1:9/response',
  }),
  sample('shortcut', {
    ...{ type: 'shortcut', ...head, trigger_id },
    ...{ callback_id: 'start_interview', action_ts: '1763500003.000000' },
  }),
  sample('block_suggestion', {
    ...{ type: 'block_suggestion', ...head },
    container: { type: 'message', message_ts: '1763500000.000100', channel_id: 'D0ANNA' },
    channel: { id: 'D0ANNA', name: 'directmessage' },
    block_id: 's1',
    action_id: `interview_customer:${INTERVIEW}:customer:customer`,
    value: 'Lan',
  }),
];
