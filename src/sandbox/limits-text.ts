import { isJson, type Json, sameJson } from './json.ts';
import { bool, byType, list, matching, oneOf, type Rule, shape, string, typed, type Whole } from './shape.ts';

/** Slack's own text objects and the parts that elements share, each with its limit. */

export const plain = (max: number): Rule =>
  byType(() => ({ plain_text: shape({ type: typed, text: string(max) }, { emoji: bool }) }));

export const anyText = (max: number): Rule =>
  byType(() => ({
    plain_text: shape({ type: typed, text: string(max) }, { emoji: bool }),
    mrkdwn: shape({ type: typed, text: string(max) }, { verbatim: bool }),
  }));

export const markdownText = (max: number): Rule =>
  byType(() => ({ mrkdwn: shape({ type: typed, text: string(max) }, { verbatim: bool }) }));

export const id = string(255);
export const url =
  (max: number): Rule =>
  (value, pointer, report) => {
    string(max)(value, pointer, report);
    matching(/^https?:\/\/\S+$|^mailto:\S+$/, 'must be a valid URL')(value, pointer, report);
  };
export const style = oneOf('primary', 'danger');
export const date = matching(/^\d{4}-\d{2}-\d{2}$/, 'must be a date of the form YYYY-MM-DD');
export const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the form HH:mm');
export const placeholder = plain(150);

export const confirm = shape(
  { text: anyText(300) },
  { title: plain(100), confirm: plain(30), deny: plain(30), style },
);

export const dispatchConfig = shape(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2) },
);

/** An option of a select menu: plain text only. */
export const option = shape({ text: plain(75), value: string(75) }, { description: plain(75) });
/** An option of checkboxes and radio buttons may be formatted. */
export const richOption = shape({ text: anyText(75), value: string(75) }, { description: anyText(75) });
export const overflowOption = shape(
  { text: plain(75), value: string(75) },
  { description: plain(75), url: url(3_000) },
);
export const optionGroup = shape({ label: plain(75), options: list(option, 1, 100) });

export const filter = shape(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 1, 4),
    exclude_external_shared_channels: bool,
    exclude_bot_users: bool,
  },
);

/** A preselected option must be one of the options, with the same text: Slack compares the whole object. */
export const initialAmongOptions: Whole = (element, pointer, report) => {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isJson) : [];
  const offered = [element.options, ...groups.map((group) => group.options)].flatMap((options) =>
    Array.isArray(options) ? options : [],
  );
  const single = element.initial_option === undefined ? [] : [element.initial_option];
  const many = Array.isArray(element.initial_options) ? element.initial_options : [];
  for (const initial of [...single, ...many]) {
    if (offered.some((option) => sameJson(bare(option), bare(initial)))) continue;
    report('initial option must exactly match one of the options', pointer);
  }
};

/** Slack compares options without the keys that it fills in itself. */
function bare(value: unknown): unknown {
  if (!isJson(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'emoji' && key !== 'verbatim');
  return Object.fromEntries(kept.map(([key, held]) => [key, bare(held)]));
}

/** Exactly one of two fields. */
export function exactlyOne(first: string, second: string): Whole {
  return (value: Json, pointer, report) => {
    const given = [first, second].filter((key) => value[key] !== undefined).length;
    if (given !== 1) report(`must have exactly one of ${first} and ${second}`, pointer);
  };
}

/** At least one of some fields. */
export function someOf(...keys: readonly string[]): Whole {
  return (value: Json, pointer, report) => {
    if (keys.every((key) => value[key] === undefined))
      report(`missing required field: ${keys.join(' or ')}`, pointer);
  };
}
