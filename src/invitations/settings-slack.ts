import type { ViewOutput } from '@slack/bolt';
import { Temporal } from 'temporal-polyfill';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { availabilityOf, setAvailability, timeZoneOf } from './person-store.ts';
import type { FormValues } from './plan.ts';
import { settingsModal } from './settings-blocks.ts';

/** Each person's own days, hours, consent and mute, from the Home tab and from every invitation. */
export function registerSettings(listen: Listen): void {
  listen.action('invitation_settings', (turn) => openSettings(turn));
  listen.view('invitation_settings', save);
}

export async function openSettings(turn: Turn): Promise<void> {
  const row = await availabilityOf(turn.db, turn.workspace, turn.person);
  await turn.openModal(settingsModal(row, await zoneOf(turn), turn.language));
}

async function save(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const texts = textsIn(turn.language).invitations.settings;
  const values = view.state.values as FormValues;
  const from = values.from?.value?.selected_time ?? '09:00';
  const to = values.to?.value?.selected_time ?? '18:00';
  if (from >= to) return { errors: { to: texts.order } };
  const days = (values.days?.value?.selected_options ?? []).map(({ value }) => Number(value));
  const may = values.may?.value?.selected_option?.value;
  const until = values.mute?.value?.selected_date ?? null;
  const zone = await zoneOf(turn);
  await turn.commit(async (db) => {
    await setAvailability(db, turn.workspace, turn.person, {
      ...(may === 'yes' || may === 'never' ? { consent: may } : {}),
      days: JSON.stringify(days),
      at: values.at?.value?.selected_time ?? null,
      quiet_from: to,
      quiet_to: from,
      muted_until: until === null ? null : beginningOf(until, zone),
    });
  });
  return null;
}

async function zoneOf({ db, workspace, person, config }: Turn): Promise<string> {
  return (await timeZoneOf(db, workspace, person)) ?? config.timeZone;
}

/** A mute ends when that day begins where they are. */
function beginningOf(day: string, timeZone: string): string {
  const start = Temporal.PlainDate.from(day).toZonedDateTime(timeZone);
  return new Date(start.epochMilliseconds).toISOString();
}
