/** What stands in an input, in Slack's own shape: which field, what it starts with, whether it may be sent. Pure. */

const FIELD = {
  plain_text_input: 'value',
  number_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  checkboxes: 'selected_options',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  conversations_select: 'selected_conversation',
  multi_conversations_select: 'selected_conversations',
  channels_select: 'selected_channel',
  multi_channels_select: 'selected_channels',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
};

/** The field that holds this element's value, or `null` for elements without one (buttons, menus). */
export function fieldOf(type) {
  return FIELD[type] ?? null;
}

/** Whether the element holds several choices. */
export function isMany(type) {
  return type === 'checkboxes' || type.startsWith('multi_');
}

/** The state value that an element starts with. */
export function initialValue(element) {
  const field = fieldOf(element.type);
  const initial = element[field === 'value' ? 'initial_value' : field.replace('selected_', 'initial_')];
  return stateValue(element, initial);
}

/** Slack's state value around a bare one: `'Ann'` becomes `{ type: 'plain_text_input', value: 'Ann' }`. */
export function stateValue(element, bare) {
  const none = isMany(element.type) ? [] : null;
  return { type: element.type, [fieldOf(element.type)]: bare === '' ? null : (bare ?? none) };
}

/** The bare value inside a state value. */
export function bareValue(element, value) {
  const bare = value?.[fieldOf(element.type)];
  return bare ?? (isMany(element.type) ? [] : null);
}

/** Elements with a value and their blocks: what a submitted view sends. */
export function* inputsOf(blocks) {
  for (const [index, block] of blocks.entries()) {
    const blockId = blockIdOf(block, index);
    const elements = block.type === 'actions' ? (block.elements ?? []) : [block.element ?? block.accessory];
    for (const element of elements) {
      if (element && fieldOf(element.type)) yield { block, blockId, element, actionId: element.action_id };
    }
  }
}

/** A block's id; blocks that came without one are known by their place. */
export function blockIdOf(block, index) {
  return block.block_id ?? `block-${index}`;
}

/** Why this value cannot be sent, as a sentence, or `null`. The server checks again. */
export function faultIn(block, element, value) {
  const bare = bareValue(element, value);
  const empty = bare === null || bare.length === 0;
  if (empty) return block.type === 'input' && !block.optional ? 'Please complete this required field.' : null;
  if (typeof bare !== 'string') return null;
  if (element.type === 'number_input') return numberFault(element, bare);
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(bare))
    return 'Please enter a valid email address.';
  if (element.type === 'url_text_input' && !URL.canParse(bare)) return 'Please enter a valid URL.';
  return lengthFault(element, bare);
}

function lengthFault(element, text) {
  const { min_length: min, max_length: max } = element;
  if (min && text.length < min)
    return `Please enter at least ${min} ${min === 1 ? 'character' : 'characters'}.`;
  if (max && text.length > max)
    return `Please enter at most ${max} characters; there are ${text.length} now.`;
  return null;
}

function numberFault(element, text) {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text.trim())) return 'Please enter a number.';
  if (!element.is_decimal_allowed && !/^[+-]?\d+$/.test(text.trim())) return 'Please enter a whole number.';
  const number = Number(text);
  if (element.min_value !== undefined && number < Number(element.min_value)) {
    return `Please enter ${element.min_value} or more.`;
  }
  if (element.max_value !== undefined && number > Number(element.max_value)) {
    return `Please enter ${element.max_value} or less.`;
  }
  return null;
}
