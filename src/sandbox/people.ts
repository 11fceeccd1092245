import type { SandboxUser } from './protocol.ts';

const person = (
  id: string,
  realName: string,
  team: SandboxUser['team'],
  title: string,
  tz: string,
  locale: string,
  color: string,
  deleted = false,
): SandboxUser => ({
  id,
  name: realName.toLowerCase().replace(' ', '.'),
  realName,
  title,
  team,
  tz,
  locale,
  color,
  deleted,
});

/** Invented people. Grace reviews drafts and administers the bot; Marina is new, Olaf has left the company. */
export const SAMPLE_PEOPLE: SandboxUser[] = [
  person('U0ANNA', 'Anna Petrov', 'sales', 'Account executive', 'Europe/Berlin', 'en-GB', '#7c4dff'),
  person('U0BEN', 'Ben Okafor', 'sales', 'Sales development', 'Europe/London', 'en-GB', '#00897b'),
  person('U0CHLOE', 'Chloe Martin', 'sales', 'Account executive', 'America/New_York', 'en-US', '#d81b60'),
  person('U0DMITRI', 'Dmitri Volkov', 'support', 'Support engineer', 'Europe/Moscow', 'ru-RU', '#3949ab'),
  person('U0ELIF', 'Elif Kaya', 'support', 'Support lead', 'Europe/Istanbul', 'en-GB', '#ef6c00'),
  person('U0FARAH', 'Farah Nasser', 'support', 'Customer success', 'Asia/Dubai', 'en-US', '#5d4037'),
  person(
    'U0GRACE',
    'Grace Lind',
    'marketing',
    'Revenue operations, reviewer',
    'Europe/Stockholm',
    'en-GB',
    '#2e7d32',
  ),
  person('U0MARINA', 'Marina Sokolova', 'sales', 'Key accounts', 'Asia/Yekaterinburg', 'ru-RU', '#00838f'),
  person('U0OLD', 'Olaf Berg', 'sales', 'Account executive', 'Europe/Berlin', 'en-GB', '#757575', true),
];

/** A channel of the built-in workspace; `withBot` says whether the app has been invited. */
export type SampleChannel = { id: string; name: string; topic: string; withBot: boolean };

export const SAMPLE_CHANNELS: SampleChannel[] = [
  { id: 'C0GENERAL', name: 'general', topic: 'Sample channel: everybody', withBot: false },
  { id: 'C0SALES', name: 'sales', topic: 'Sample channel: invented customers and deals', withBot: false },
  { id: 'C0REVIEW', name: 'persona-review', topic: 'Sample channel: drafts to review', withBot: true },
  {
    id: 'C0SUMMARY',
    name: 'weekly-summary',
    topic: 'Sample channel: what each week taught us',
    withBot: true,
  },
];

/** Invented messages, so that there is something to try the message shortcut on. `minutesAgo` counts from the first start. */
export const SAMPLE_MESSAGES: { channel: string; user: string; text: string; minutesAgo: number }[] = [
  {
    channel: 'C0GENERAL',
    user: 'U0GRACE',
    minutesAgo: 2_880,
    text: 'Welcome! Everybody and every customer in this workspace is invented.',
  },
  {
    channel: 'C0SALES',
    user: 'U0ANNA',
    minutesAgo: 1_500,
    text: 'Pinewood Bakery asked for a fourth demo and a 60% discount. Still nobody with a budget in the call.',
  },
  {
    channel: 'C0SALES',
    user: 'U0BEN',
    minutesAgo: 1_320,
    text: 'Harbour Loft Studio changed the scope again, third time this month. We have spent about 30 hours on them.',
  },
  {
    channel: 'C0SALES',
    user: 'U0CHLOE',
    minutesAgo: 240,
    text: 'Meadow Logistics signed after one call, knew exactly what they wanted. More like these, please.',
  },
  {
    channel: 'C0SALES',
    user: 'U0ELIF',
    minutesAgo: 90,
    text: 'Copper Kite Games opened 14 tickets this week, most of them about a feature we never promised.',
  },
];
