import { isJson, type Json, objects, sameJson, text } from './json.ts';

/** An element on screen, with the block that holds it. */
export type Placed = { block: Json; element: Json };

/** What stands in the inputs: block_id -> action_id -> Slack's state value. */
export type InputState = Record<string, Record<string, Json>>;

/** The key of a state value, by element type. Elements that are not listed (buttons, overflow menus) keep no state. */
const STATE_KEY: Record<string, string> = {
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
  rich_text_input: 'rich_text_value',
  file_input: 'files',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  checkboxes: 'selected_options',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
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

const INITIAL_KEY: Record<string, string> = {
  value: 'initial_value',
  rich_text_value: 'initial_value',
  selected_option: 'initial_option',
  selected_options: 'initial_options',
  selected_user: 'initial_user',
  selected_users: 'initial_users',
  selected_conversation: 'initial_conversation',
  selected_conversations: 'initial_conversations',
  selected_channel: 'initial_channel',
  selected_channels: 'initial_channels',
  selected_date: 'initial_date',
  selected_time: 'initial_time',
  selected_date_time: 'initial_date_time',
};

/** The key under which an element's state value stands, `null` for an element without state. */
export function stateKey(element: Json): string | null {
  return STATE_KEY[text(element.type)] ?? null;
}

/** True for an element whose value is a list. */
export function isMany(key: string): boolean {
  return key.endsWith('s');
}

/** Every interactive element of these blocks, in the order of the screen. */
export function placedIn(blocks: readonly Json[]): Placed[] {
  return blocks.flatMap((block): Placed[] => {
    const held = [
      ...(isJson(block.element) ? [block.element] : []),
      ...(isJson(block.accessory) ? [block.accessory] : []),
      ...(block.type === 'actions' || block.type === 'context_actions' ? objects(block.elements) : []),
      ...(block.type === 'card' ? objects(block.actions) : []),
    ];
    const inner = block.type === 'container' ? objects(block.child_blocks) : [];
    const cards = block.type === 'carousel' ? objects(block.elements) : [];
    return [
      ...held
        .filter((element) => typeof element.action_id === 'string')
        .map((element) => ({ block, element })),
      ...placedIn([...inner, ...cards]),
    ];
  });
}

/** The element with these ids, if it is on screen. */
export function findPlaced(blocks: readonly Json[], blockId: string, actionId: string): Placed | undefined {
  return placedIn(blocks).find(
    ({ block, element }) => block.block_id === blockId && element.action_id === actionId,
  );
}

/** The state value of an element that nobody has touched. */
export function initialValue(element: Json): Json {
  const key = stateKey(element);
  if (key === null) return {};
  const initial = element[INITIAL_KEY[key] ?? ''];
  return { type: element.type, [key]: initial ?? (isMany(key) ? [] : null) };
}

/** The inputs of fresh blocks; what somebody already typed into the same block and action is kept. */
export function stateOf(blocks: readonly Json[], before: InputState = {}): InputState {
  const state: InputState = {};
  for (const { block, element } of placedIn(blocks)) {
    if (stateKey(element) === null) continue;
    const blockId = text(block.block_id);
    const actionId = text(element.action_id);
    const kept = before[blockId]?.[actionId];
    state[blockId] = {
      ...state[blockId],
      [actionId]: kept && kept.type === element.type ? kept : initialValue(element),
    };
  }
  return state;
}

/** The options of an element, those of its groups included. */
function optionsOf(element: Json): Json[] {
  return [
    ...objects(element.options),
    ...objects(element.option_groups).flatMap((group) => objects(group.options)),
  ];
}

/** What a value must look like that is neither text nor an option. */
const FORM: Record<string, (value: unknown) => boolean> = {
  value: (value) => typeof value === 'string',
  rich_text_value: isJson,
  selected_date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  selected_time: (value) => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
  selected_date_time: (value) => Number.isInteger(value),
};

const isId = (value: unknown): boolean => typeof value === 'string' && /^[A-Z][A-Z0-9]+$/.test(value);

function fits(key: string, value: unknown): boolean {
  if (key === 'files') return Array.isArray(value) && value.every(isJson);
  if (isMany(key)) return Array.isArray(value) && value.every(isId);
  return value === null || (FORM[key] ?? isId)(value);
}

/**
 * Takes what a person put into an element. An option is looked up among those offered, so that the app gets its own
 * object back; `null` means that no such option is on screen, or that the element does not hold such a value.
 */
export function takeValue(element: Json, given: Json, offered: readonly Json[]): Json | null {
  const key = stateKey(element) ?? (element.type === 'overflow' ? 'selected_option' : null);
  if (key === null) return {};
  const value = given[key] === '' ? null : (given[key] ?? (isMany(key) ? [] : null));
  if (key !== 'selected_option' && key !== 'selected_options') {
    return fits(key, value) ? { type: element.type, [key]: value } : null;
  }
  const choices = [...optionsOf(element), ...offered, ...initialOptions(element)];
  if (key === 'selected_option') {
    if (value === null) return { type: element.type, [key]: null };
    const chosen = choose(choices, value);
    return chosen && { type: element.type, [key]: chosen };
  }
  const chosen = objects(value).map((one) => choose(choices, one));
  return chosen.includes(null) ? null : { type: element.type, [key]: chosen };
}

function initialOptions(element: Json): Json[] {
  return [...objects([element.initial_option]), ...objects(element.initial_options)];
}

function choose(choices: readonly Json[], given: unknown): Json | null {
  if (!isJson(given)) return null;
  return choices.find((option) => option.value === given.value || sameJson(option, given)) ?? null;
}
