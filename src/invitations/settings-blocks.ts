import type { KnownBlock, ModalView, RadioButtons } from '@slack/types';
import { button, context, section } from '../interview/blocks.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { dayOf } from './blocks.ts';
import { localTime } from './hours.ts';
import { option, plain, time } from './modals.ts';
import type { Availability } from './person-store.ts';

/** When somebody may be asked, as the Home tab tells them; `isWaiting`: an invitation stands in their messages. */
export type Asking = { chosen: Availability; timeZone: string; isWaiting: boolean };

/** What the Home tab says about when somebody is asked, with a button to change it. */
export function askingBlocks({ chosen, timeZone, isWaiting }: Asking, language: Language): KnownBlock[] {
  const { settings, days } = textsIn(language).invitations;
  const { consent, quiet_from, quiet_to, muted_until } = chosen;
  const working = (JSON.parse(chosen.days) as number[]).map((day) => days[day - 1]).join(', ');
  const lines = [
    settings.consent[consent],
    ...(consent === 'never' ? [] : [settings.line(working, quiet_to, quiet_from, timeZone)]),
    ...(muted_until === null ? [] : [settings.mutedUntil(dayOf(muted_until, { language, timeZone }))]),
  ];
  const change = button('invitation_settings:home', settings.change, 'home');
  return [
    section(`*${settings.title}*\n${lines.join('\n')}`, change),
    ...(isWaiting ? [context(settings.waiting)] : []),
  ];
}

/** @param zone their own, or the workspace's while that is not known */
export function settingsModal(row: Availability, zone: string, language: Language): ModalView {
  const { settings, longDays } = textsIn(language).invitations;
  const days = longDays.map((day, n) => option(day, String(n + 1)));
  const chosen = days.filter(({ value }) => (JSON.parse(row.days) as number[]).includes(Number(value)));
  const may = [option(settings.mayYes, 'yes'), option(settings.mayNever, 'never')];
  const said = may.find(({ value }) => value === row.consent);
  const radio: RadioButtons = {
    type: 'radio_buttons',
    action_id: 'value',
    options: may,
    ...(said ? { initial_option: said } : {}),
  };
  const muted = row.muted_until && localTime(row.muted_until, zone).toPlainDate().toString();
  return {
    type: 'modal',
    callback_id: 'invitation_settings',
    title: plain(settings.title),
    submit: plain(settings.save),
    close: plain(settings.cancel),
    blocks: [
      { type: 'input', block_id: 'may', optional: true, label: plain(settings.may), element: radio },
      {
        type: 'input',
        block_id: 'days',
        label: plain(settings.days),
        element: {
          type: 'checkboxes',
          action_id: 'value',
          options: days,
          ...(chosen.length > 0 ? { initial_options: chosen } : {}),
        },
      },
      time('from', settings.from, row.quiet_to),
      time('to', settings.to, row.quiet_from),
      atInput(row, language),
      {
        type: 'input',
        block_id: 'mute',
        optional: true,
        label: plain(settings.muteUntil),
        hint: plain(settings.muteHint),
        element: { type: 'datepicker', action_id: 'value', ...(muted ? { initial_date: muted } : {}) },
      },
    ],
  };
}

function atInput({ at }: Availability, language: Language): KnownBlock {
  const { settings } = textsIn(language).invitations;
  const input = time('at', settings.at, at, settings.atHint);
  return { ...input, optional: true };
}
