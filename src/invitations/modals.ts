import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { button, context, section } from '../interview/blocks.ts';
import { usualFor } from '../interview/choose.ts';
import type { Script } from '../scripts/script.ts';
import { inLanguage } from '../scripts/wording.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, mentionOf, shorten } from '../text/mrkdwn.ts';
import { momentOf } from './blocks.ts';
import type { Campaign } from './campaign.ts';
import { ANY_DAY, AS_NEEDED, RHYTHMS, ROLES, WINDOWS } from './plan.ts';
import type { Hold } from './planner.ts';
import type { Plan } from './store.ts';

/** Lines of a preview; a section holds 3000 characters. */
const LINES = 25;
const RUNNING = 20;

/** What is switched on, and a form for one more. */
export function planModal(running: Campaign[], scripts: readonly Script[], language: Language): ModalView {
  const { plan } = textsIn(language).invitations;
  const stops = running.slice(0, RUNNING).map((campaign) => ({
    ...section(shorten(campaignText(campaign, scripts, language), 2_900)),
    accessory: button(`invitation_stop:${campaign.id}`, plan.stop, String(campaign.id)),
  }));
  const blocks: KnownBlock[] = [
    ...(stops.length === 0 ? [] : [section(`*${plan.running}*`), ...stops, { type: 'divider' as const }]),
    ...planInputs(scripts, language),
    context(plan.weekly),
  ];
  return {
    type: 'modal',
    callback_id: 'invitation_plan',
    title: plain(shorten(plan.title, 24)),
    submit: plain(shorten(plan.next, 24)),
    close: plain(shorten(plan.cancel, 24)),
    blocks,
  };
}

function planInputs(scripts: readonly Script[], language: Language): KnownBlock[] {
  const { plan, longDays } = textsIn(language).invitations;
  const role = textsIn(language).interview.role;
  const what = [
    ...scripts.map((script) => option(inLanguage(script.title, language), `script:${script.id}`)),
    option(plan.asNeededMore, AS_NEEDED),
  ];
  const usual = `script:${usualFor(scripts, 'problem')?.id}`;
  const days = [...longDays.map((day, n) => option(day, String(n + 1))), option(plan.anyDay, ANY_DAY)];
  return [
    select('what', plan.what, what, what.find(({ value }) => value === usual) ?? what[0]),
    {
      type: 'input',
      block_id: 'people',
      optional: true,
      label: plain(plan.people),
      hint: plain(plan.peopleHint),
      element: { type: 'multi_users_select', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'roles',
      optional: true,
      label: plain(plan.roles),
      element: {
        type: 'checkboxes',
        action_id: 'value',
        options: ROLES.map((each) => option(role[each], each)),
      },
    },
    select('weekday', plan.weekday, days, days[1]),
    time('at', plan.at, '09:30'),
    ...selects(language),
  ];
}

function selects(language: Language): KnownBlock[] {
  const { plan } = textsIn(language).invitations;
  const rhythms = RHYTHMS.map((each) => option(plan.rhythms[each], each));
  const windows = WINDOWS.map((days) => option(plan.windowDays(days), String(days)));
  const reminders = plan.reminderCounts.map((words, count) => option(words, String(count)));
  return [
    select('rhythm', plan.rhythm, rhythms, rhythms[1]),
    select('window', plan.window, windows, windows[1]),
    select('reminders', plan.reminders, reminders, reminders[1]),
  ];
}

function campaignText(campaign: Campaign, scripts: readonly Script[], language: Language): string {
  const { plan, longDays } = textsIn(language).invitations;
  const { role } = textsIn(language).interview;
  const script = scripts.find(({ id }) => id === campaign.script);
  const title = script ? inLanguage(script.title, language) : campaign.script;
  const rhythm = campaign.everyWeeks === null ? 'once' : String(campaign.everyWeeks);
  const day = campaign.weekday === null ? plan.anyDay : (longDays[campaign.weekday - 1] ?? '');
  const often = rhythm in plan.rhythms ? plan.rhythms[rhythm as keyof typeof plan.rhythms] : rhythm;
  const when = [day, campaign.at, ...(campaign.script === null ? [] : [often.toLowerCase()])].join(', ');
  const named = campaign.people.slice(0, LINES).map(mentionOf);
  const more = campaign.people.length - named.length;
  const whom = [
    ...campaign.roles.map((each) => role[each]),
    ...named,
    ...(more > 0 ? [plan.more(more)] : []),
  ].join(', ');
  return plan.campaign(escapeMrkdwn(title ?? plan.asNeeded), when, whom);
}

/** When each person would be asked by a plan, or why not. */
export type Preview = {
  person: string;
  timeZone: string | null;
  at: string | null;
  because: Hold | null;
  first: boolean;
}[];

/** Who is asked when, in each one's own zone, and who is not and why; submitting it switches the plan on. */
export function previewModal(plan: Plan, preview: Preview, zone: string, language: Language): ModalView {
  const texts = textsIn(language).invitations.plan;
  const asked = preview
    .filter(({ at }) => at !== null)
    .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
  const not = preview.filter(({ at }) => at === null);
  const blocks: KnownBlock[] = [
    ...(preview.length === 0 ? [section(texts.empty)] : []),
    ...(asked.length === 0 && preview.length > 0 ? [section(texts.noOne)] : []),
    ...(asked.length === 0
      ? []
      : [
          section(`*${texts.asked(asked.length)}*`),
          section(
            cut(
              asked.map((one) => askedLine(one, zone, language)),
              texts.more,
            ),
          ),
        ]),
    ...(not.length === 0
      ? []
      : [
          section(`*${texts.notAsked}*`),
          section(
            cut(
              not.map(({ person, because }) =>
                texts.notLine(mentionOf(person), texts.holds[because ?? 'over']),
              ),
              texts.more,
            ),
          ),
        ]),
    ...(plan.script === null ? [context(texts.needed)] : []),
    context(texts.weekly),
  ];
  return {
    type: 'modal',
    callback_id: 'invitation_confirm',
    private_metadata: JSON.stringify(plan),
    title: plain(shorten(texts.previewTitle, 24)),
    submit: plain(shorten(texts.confirm, 24)),
    close: plain(shorten(texts.cancel, 24)),
    blocks,
  };
}

function askedLine(
  { person, timeZone, at, because, first }: Preview[number],
  zone: string,
  language: Language,
) {
  const { plan } = textsIn(language).invitations;
  const when = momentOf(at ?? '', { language, timeZone: timeZone ?? zone });
  const notes = [
    timeZone ?? plan.unknownZone,
    ...(first ? [plan.first] : []),
    ...(because === null || because === 'not_yet' ? [] : [plan.holds[because]]),
  ];
  return plan.line(mentionOf(person), when, notes.join('; '));
}

function cut(lines: string[], more: (n: number) => string): string {
  const shown = lines.slice(0, LINES);
  return [...shown, ...(lines.length > LINES ? [more(lines.length - LINES)] : [])].join('\n');
}

function select(
  block: string,
  label: string,
  options: PlainTextOption[],
  initial: PlainTextOption | undefined,
): InputBlock {
  return {
    type: 'input',
    block_id: block,
    label: plain(label),
    element: {
      type: 'static_select',
      action_id: 'value',
      options,
      ...(initial ? { initial_option: initial } : {}),
    },
  };
}

/** @param initial `HH:MM`; `null`: none, and it may stay empty */
export function time(block: string, label: string, initial: string | null, hint?: string): InputBlock {
  return {
    type: 'input',
    block_id: block,
    optional: initial === null,
    label: plain(label),
    ...(hint === undefined ? {} : { hint: plain(hint) }),
    element: {
      type: 'timepicker',
      action_id: 'value',
      ...(initial === null ? {} : { initial_time: initial }),
    },
  };
}

export function option(text: string, value: string): PlainTextOption {
  return { text: plain(shorten(text, 75)), value };
}

export function plain(text: string) {
  return { type: 'plain_text' as const, text };
}
