import { type Config, isSettingValue, settingText, type WorkspaceSetting } from '../config.ts';

/** What the modal holds, by block: the values that Slack sends back for its inputs. */
export type FormValues = Record<
  string,
  {
    value?: {
      value?: string | null;
      selected_users?: string[];
      selected_conversation?: string | null;
      selected_option?: { value: string } | null;
      selected_time?: string | null;
    };
  }
>;

export type Change = { name: WorkspaceSetting; from: string; to: string };

/** The blocks of the two inputs that make SUMMARY_AT. */
export const SUMMARY_DAY = 'summary_day';
export const SUMMARY_TIME = 'summary_time';

const PERCENT: WorkspaceSetting[] = ['KEEP_MARGIN', 'COLLATERAL_SHARE'];

/** The form read back: what differs from the settings in force, and the settings that cannot be as they were written. */
export function changesIn(
  values: FormValues,
  config: Config,
  names: readonly WorkspaceSetting[],
): { changes: Change[]; wrong: WorkspaceSetting[] } {
  const changes: Change[] = [];
  const wrong: WorkspaceSetting[] = [];
  for (const name of names) {
    const to = writtenFor(name, values);
    const from = settingText(config, name);
    if (to === from) continue;
    if (to === null || !isSettingValue(name, to) || (name === 'ADMINS' && to === '')) wrong.push(name);
    else changes.push({ name, from, to });
  }
  return { changes, wrong };
}

/** A setting as it would stand in the environment; `null` where what was written is no value. */
function writtenFor(name: WorkspaceSetting, values: FormValues): string | null {
  if (name === 'SUMMARY_AT') {
    const day = values[SUMMARY_DAY]?.value?.selected_option?.value;
    const time = values[SUMMARY_TIME]?.value?.selected_time;
    return day && time ? `${day} ${time}` : null;
  }
  const { value, selected_users, selected_conversation, selected_option } = values[name]?.value ?? {};
  if (selected_users) return selected_users.join(',');
  const text = selected_conversation ?? selected_option?.value ?? value?.trim() ?? '';
  return PERCENT.includes(name) ? shareOf(text) : text;
}

/** '20' -> '0.2' */
function shareOf(percent: string): string | null {
  const number = Number(percent.replace(',', '.'));
  return percent === '' || !Number.isFinite(number) ? null : String(Math.round(number * 100) / 10_000);
}

/** '0.2' -> '20' */
export function percentOf(share: number): string {
  return String(Math.round(share * 10_000) / 100);
}
