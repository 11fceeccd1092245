/** Times as a person in a given place reads them. Pure: the time zone, language and now are arguments. */
import { languageOf, WORDS } from './words.js';

const format = (ms, locale, tz, options) =>
  new Intl.DateTimeFormat(locale, { timeZone: tz, ...options }).format(ms);

/** The clock time of a message: `2:05 PM`, or `14:05` where people count so. */
export function clockTime(ms, { locale, tz }) {
  return format(ms, locale, tz, { hour: 'numeric', minute: '2-digit' });
}

/** Date and time in full, for tooltips. */
export function fullTime(ms, { locale, tz }) {
  return format(ms, locale, tz, { dateStyle: 'full', timeStyle: 'short' });
}

/** A key that is equal for two moments of the same local day. */
export function dayKey(ms, tz) {
  return format(ms, 'en-CA', tz, { year: 'numeric', month: '2-digit', day: '2-digit' });
}

/** `Today`, `Yesterday`, or the day by its name. */
export function dayName(ms, nowMs, { locale, tz }) {
  const words = WORDS[languageOf(locale)];
  const dayMs = 86_400_000;
  if (dayKey(ms, tz) === dayKey(nowMs, tz)) return words.today;
  if (dayKey(ms, tz) === dayKey(nowMs - dayMs, tz)) return words.yesterday;
  const year = dayKey(ms, tz).slice(0, 4) === dayKey(nowMs, tz).slice(0, 4) ? undefined : 'numeric';
  return format(ms, languageOf(locale) === 'ru' ? 'ru' : 'en-GB', tz, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year,
  });
}

/** Milliseconds of a Slack `ts`. */
export function tsMs(ts) {
  return Number.parseFloat(ts) * 1000;
}

const DATE_STYLES = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  date_num: { day: '2-digit', month: '2-digit', year: 'numeric' },
  date_slash: { day: '2-digit', month: '2-digit', year: 'numeric' },
  date_short: { day: 'numeric', month: 'short', year: 'numeric' },
  date_long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  day_divider_pretty: { weekday: 'long', day: 'numeric', month: 'long' },
};

/** Fills the tokens of Slack's `<!date^unix^format|fallback>`; unknown tokens stay as they are. */
export function formatDateTokens(unix, pattern, place, nowMs) {
  const ms = unix * 1000;
  return pattern.replace(/\{(\w+)\}/g, (token, name) => {
    if (name === 'time') return clockTime(ms, place);
    if (name === 'time_secs') return format(ms, place.locale, place.tz, { timeStyle: 'medium' });
    if (name === 'ago') return ago(ms, nowMs, place.locale);
    const pretty = name.endsWith('_pretty') ? relativeDay(ms, nowMs, place) : null;
    if (pretty) return pretty;
    const style = DATE_STYLES[name] ?? DATE_STYLES[name.replace(/_pretty$/, '')];
    return style ? format(ms, place.locale, place.tz, style) : token;
  });
}

function relativeDay(ms, nowMs, { locale, tz }) {
  const words = WORDS[languageOf(locale)];
  const dayMs = 86_400_000;
  const key = dayKey(ms, tz);
  if (key === dayKey(nowMs, tz)) return words.onToday;
  if (key === dayKey(nowMs - dayMs, tz)) return words.onYesterday;
  return key === dayKey(nowMs + dayMs, tz) ? words.onTomorrow : null;
}

function ago(ms, nowMs, locale) {
  const seconds = Math.round((ms - nowMs) / 1000);
  const relative = new Intl.RelativeTimeFormat(languageOf(locale), { numeric: 'auto' });
  if (Math.abs(seconds) < 60) return relative.format(seconds, 'second');
  if (Math.abs(seconds) < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (Math.abs(seconds) < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
}
