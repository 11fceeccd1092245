/** What stands in an input, in Slack's own shape: which field, what it starts with. Pure; the server checks. */

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
function isMany(type) {
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
      if (element && fieldOf(element.type)) yield { blockId, element, actionId: element.action_id };
    }
  }
}

/** A block's id; blocks that came without one are known by their place. */
export function blockIdOf(block, index) {
  return block.block_id ?? `block-${index}`;
}
