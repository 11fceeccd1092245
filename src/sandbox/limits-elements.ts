import { type Json, text } from './json.ts';
import {
  confirm,
  date,
  dispatchConfig,
  exactlyOne,
  filter,
  id,
  initialAmongOptions,
  option,
  optionGroup,
  overflowOption,
  placeholder,
  plain,
  richOption,
  style,
  time,
  url,
} from './limits-text.ts';
import { bool, integer, list, matching, type Rule, shape, string, typed, type Whole } from './shape.ts';

const common = { action_id: id, confirm };
const focusable = { ...common, focus_on_load: bool };
const fillable = { ...focusable, placeholder };
const typable = { action_id: id, focus_on_load: bool, placeholder, dispatch_action_config: dispatchConfig };
const most = { max_selected_items: integer(1, 100) };
const choices = { options: list(option, 1, 100), option_groups: list(optionGroup, 1, 100) };
const oneSource = exactlyOne('options', 'option_groups');
const anyId = string(255);
const number = matching(/^-?\d+(\.\d+)?$/, 'must be a number in a string');

const label = { text: plain(75), accessibility_label: string(75) };
const feedback = shape({ text: plain(75), value: string(2_000) }, { accessibility_label: string(75) });

const image: Rule = shape(
  { type: typed, alt_text: string(2_000) },
  { image_url: url(3_000), slack_file: shape({}, { id: anyId, url: url(3_000) }, exactlyOne('id', 'url')) },
  exactlyOne('image_url', 'slack_file'),
);

const lengthsFit: Whole = (element: Json, pointer, report) => {
  const min = Number(element.min_length ?? 0);
  const max = Number(element.max_length ?? 3_000);
  const initial = text(element.initial_value).length;
  if (min > max) report('min_length must not be more than max_length', pointer);
  if (initial > max) report(`must be less than ${max + 1} characters`, `${pointer}/initial_value`);
};

/** What Slack accepts for each kind of element. */
const ELEMENTS: Record<string, Rule> = {
  button: shape(
    { type: typed, text: label.text },
    {
      ...common,
      value: string(2_000),
      url: url(3_000),
      style,
      accessibility_label: label.accessibility_label,
    },
  ),
  workflow_button: shape(
    { type: typed, text: label.text, workflow: () => {} },
    { ...common, style, accessibility_label: label.accessibility_label },
  ),
  feedback_buttons: shape(
    { type: typed, positive_button: feedback, negative_button: feedback },
    { action_id: id },
  ),
  icon_button: shape(
    { type: typed, icon: string(255), text: label.text },
    {
      ...common,
      value: string(2_000),
      accessibility_label: label.accessibility_label,
      visible_to_user_ids: list(anyId, 1, 100),
    },
  ),
  image,
  overflow: shape({ type: typed, options: list(overflowOption, 1, 5) }, common),
  checkboxes: shape(
    { type: typed, options: list(richOption, 1, 10) },
    { ...focusable, initial_options: list(richOption, 1, 10) },
    initialAmongOptions,
  ),
  radio_buttons: shape(
    { type: typed, options: list(richOption, 1, 10) },
    { ...focusable, initial_option: richOption },
    initialAmongOptions,
  ),
  static_select: shape(
    { type: typed },
    { ...fillable, ...choices, initial_option: option },
    oneSource,
    initialAmongOptions,
  ),
  multi_static_select: shape(
    { type: typed },
    { ...fillable, ...choices, ...most, initial_options: list(option, 1, 100) },
    oneSource,
    initialAmongOptions,
  ),
  external_select: shape(
    { type: typed },
    { ...fillable, initial_option: option, min_query_length: integer(0, 3_000) },
  ),
  multi_external_select: shape(
    { type: typed },
    { ...fillable, ...most, initial_options: list(option, 1, 100), min_query_length: integer(0, 3_000) },
  ),
  users_select: shape({ type: typed }, { ...fillable, initial_user: anyId }),
  multi_users_select: shape({ type: typed }, { ...fillable, ...most, initial_users: list(anyId, 1, 100) }),
  channels_select: shape(
    { type: typed },
    { ...fillable, initial_channel: anyId, response_url_enabled: bool },
  ),
  multi_channels_select: shape(
    { type: typed },
    { ...fillable, ...most, initial_channels: list(anyId, 1, 100) },
  ),
  conversations_select: shape(
    { type: typed },
    {
      ...fillable,
      initial_conversation: anyId,
      default_to_current_conversation: bool,
      filter,
      response_url_enabled: bool,
    },
  ),
  multi_conversations_select: shape(
    { type: typed },
    {
      ...fillable,
      ...most,
      initial_conversations: list(anyId, 1, 100),
      default_to_current_conversation: bool,
      filter,
    },
  ),
  datepicker: shape({ type: typed }, { ...fillable, initial_date: date }),
  timepicker: shape({ type: typed }, { ...fillable, initial_time: time, timezone: string(64) }),
  datetimepicker: shape({ type: typed }, { ...focusable, initial_date_time: integer(1e9, 1e10 - 1) }),
  plain_text_input: shape(
    { type: typed },
    {
      ...typable,
      initial_value: string(3_000, 0),
      multiline: bool,
      min_length: integer(0, 3_000),
      max_length: integer(1, 3_000),
    },
    lengthsFit,
  ),
  email_text_input: shape({ type: typed }, { ...typable, initial_value: string(3_000, 0) }),
  url_text_input: shape({ type: typed }, { ...typable, initial_value: string(3_000, 0) }),
  number_input: shape(
    { type: typed, is_decimal_allowed: bool },
    { ...typable, initial_value: number, min_value: number, max_value: number },
  ),
  rich_text_input: shape(
    { type: typed },
    { ...typable, initial_value: () => {}, min_lines: integer(1, 100), max_lines: integer(1, 100) },
  ),
  file_input: shape(
    { type: typed },
    { action_id: id, filetypes: list(string(50), 1, 100), max_files: integer(1, 10) },
  ),
};

const SELECTS = Object.keys(ELEMENTS).filter((type) => type.endsWith('_select'));
const PICKERS = ['datepicker', 'timepicker', 'datetimepicker'];
const CHOICES = ['checkboxes', 'radio_buttons'];

/** Which elements may stand where. */
export const PLACES = {
  actions: ['button', 'workflow_button', 'overflow', 'rich_text_input', ...CHOICES, ...SELECTS, ...PICKERS],
  accessory: [
    'button',
    'workflow_button',
    'overflow',
    'image',
    'datepicker',
    'timepicker',
    ...CHOICES,
    ...SELECTS,
  ],
  input: [
    'plain_text_input',
    'email_text_input',
    'url_text_input',
    'number_input',
    'rich_text_input',
    'file_input',
    ...CHOICES,
    ...SELECTS,
    ...PICKERS,
  ],
  context_actions: ['feedback_buttons', 'icon_button'],
  modalOnly: ['email_text_input', 'url_text_input', 'number_input', 'rich_text_input', 'file_input'],
};

/** The rules of these elements only. */
export function elementsOf(types: readonly string[]): Record<string, Rule> {
  return Object.fromEntries(Object.entries(ELEMENTS).filter(([type]) => types.includes(type)));
}
