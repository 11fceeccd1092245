import type { BlockAction } from '@slack/bolt';

type Action = BlockAction['actions'][number];

/** What stands behind the registered id: `interview_answer:iv_1:why` -> `['iv_1', 'why']`. */
export function partsOf({ action_id: id }: Action): string[] {
  return id.split(':').slice(1);
}

/** A button's value, or what was chosen in a select or a menu. */
export function valueIn(action: Action): string | null {
  if ('selected_option' in action && action.selected_option) return action.selected_option.value ?? null;
  return 'value' in action && typeof action.value === 'string' ? action.value : null;
}
