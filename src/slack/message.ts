import type { KnownBlock } from '@slack/types';

/** What stands in one Slack message. `text` is what a notification and a screen reader get: never empty. */
export type SlackMessage = { text: string; blocks?: KnownBlock[] };

/** What should stand on screen in one slot; `remove` takes the message away. */
export type Wanted = SlackMessage | { remove: true };
