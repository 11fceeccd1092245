import type { Database } from '../database/open.ts';
import { prepared } from '../database/prepared.ts';
import { isLanguage, type Language, languageOfLocale } from '../text/language.ts';

/** What Slack says about somebody: `ru-RU`, `Europe/Moscow`; empty and `null` where it does not say. */
export type Profile = { locale: string; timeZone: string | null };

/** The languages of somebody whom the bot has met: the one they chose, and Slack's. */
export type Met = { language: string | null; locale: string | null } | undefined;

const knownIn = prepared((db, { workspace, person }: { workspace: number; person: string }) =>
  db
    .selectFrom('people')
    .select(['language', 'locale'])
    .where('workspace', '=', workspace)
    .where('id', '=', person),
);

/** `undefined` for somebody whom the bot has not met. */
export async function metBefore(
  db: Database,
  { workspace, person }: { workspace: number; person: string },
): Promise<Met> {
  return (await knownIn(db, { workspace, person })).rows[0];
}

/** The language a person reads: their own choice, else Slack's, else the workspace's. */
export function languageFor(met: Met, fallback: Language): Language {
  if (isLanguage(met?.language)) return met.language;
  return languageOfLocale(met?.locale ?? '') ?? fallback;
}

/** The same of somebody named by their id. */
export async function languageOf(
  db: Database,
  who: { workspace: number; person: string },
  fallback: Language,
): Promise<Language> {
  return languageFor(await metBefore(db, who), fallback);
}

/** The language a person chose themselves; `null` follows Slack. */
export async function chosenLanguage(
  db: Database,
  workspace: number,
  person: string,
): Promise<Language | null> {
  const row = await db
    .selectFrom('people')
    .select('language')
    .where('workspace', '=', workspace)
    .where('id', '=', person)
    .executeTakeFirst();
  return isLanguage(row?.language) ? row.language : null;
}

/** Keeps what the person chose; `null` follows Slack from now on. */
export async function chooseLanguage(
  db: Database,
  workspace: number,
  person: string,
  language: Language | null,
): Promise<void> {
  await db
    .insertInto('people')
    .values({ workspace, id: person, language })
    .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet({ language }))
    .execute();
}

/** Reads a user as Slack describes one, in `users.info` and in the event `user_change` alike. */
export function profileOf(user: unknown): Profile {
  const { locale, tz } = (user ?? {}) as { locale?: unknown; tz?: unknown };
  return { locale: typeof locale === 'string' ? locale : '', timeZone: isTimeZone(tz) ? tz : null };
}

/** Keeps what Slack says about somebody, whether the bot has met them or not. */
export async function rememberProfile(
  db: Database,
  workspace: number,
  person: string,
  { locale, timeZone }: Profile,
): Promise<void> {
  const told = { locale, time_zone: timeZone };
  await db
    .insertInto('people')
    .values({ workspace, id: person, ...told })
    .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet(told))
    .execute();
}

/** A change in Slack, of somebody the bot knows; of everybody else nothing is kept. */
export async function refreshProfile(
  db: Database,
  workspace: number,
  person: string,
  { locale, timeZone }: Profile,
): Promise<void> {
  await db
    .updateTable('people')
    .set({ ...(locale === '' ? {} : { locale }), time_zone: timeZone })
    .where('workspace', '=', workspace)
    .where('id', '=', person)
    .execute();
}

function isTimeZone(zone: unknown): zone is string {
  if (typeof zone !== 'string' || zone === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
