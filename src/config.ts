import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { z } from 'zod';

const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === '' ? null : text))
  .nullable()
  .default(null);
const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''));
const positive = (fallback: number | null) =>
  z.preprocess(
    (value) => (value === '' || value === undefined ? fallback : Number(value)),
    z.number('must be a number').nonnegative('must not be negative').nullable(),
  );
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const schema = z.object({
  SLACK_BOT_TOKEN: optionalText.refine((t) => t === null || t.startsWith('xoxb-'), 'must begin with xoxb-'),
  SLACK_APP_TOKEN: optionalText.refine((t) => t === null || t.startsWith('xapp-'), 'must begin with xapp-'),
  SLACK_SIGNING_SECRET: optionalText,
  SLACK_CLIENT_ID: optionalText,
  SLACK_CLIENT_SECRET: optionalText,
  SLACK_STATE_SECRET: optionalText,
  TOKEN_ENCRYPTION_KEY: optionalText,
  SLACK_API_URL: optionalText.refine(
    (t) => t === null || isSafeForTokens(t),
    'must begin with https:// (http:// only for this computer): tokens are sent there',
  ),
  PORT: positive(3000).refine(
    (n) => n !== null && Number.isInteger(n) && n <= 65_535,
    'must be a port, 0 to 65535',
  ),
  DATABASE_URL: optionalText.refine((t) => t === null || t.startsWith('file:'), 'must begin with file:'),
  SCRIPTS_DIR: z
    .string()
    .default('')
    .transform((t) => (t === '' ? 'prompts/scripts' : t)),
  RETENTION_DAYS: positive(null).refine((n) => n === null || n >= 1, 'must be at least 1 day'),
  OPENAI_API_KEY: optionalText,
  OPENAI_BASE_URL: optionalText.refine(
    (t) => t === null || (URL.canParse(t) && /^https?:$/.test(new URL(t).protocol)),
    'must be a URL that begins with https:// or http://',
  ),
  OPENAI_MODEL: z
    .string()
    .default('')
    .transform((t) => (t === '' ? 'gpt-5-mini' : t)),
  MODEL_MONTHLY_BUDGET_USD: positive(null),
  MODEL_PRICE_IN_USD_PER_M: positive(null),
  MODEL_PRICE_OUT_USD_PER_M: positive(null),
  REVIEWERS: list,
  ADMINS: list,
  REVIEW_CHANNEL: optionalText,
  SUMMARY_CHANNEL: optionalText,
  SUMMARY_AT: z
    .string()
    .default('')
    .transform((t) => (t === '' ? 'Mon 09:00' : t))
    .refine(
      (t) => /^[A-Z][a-z]{2} ([01]\d|2[0-3]):[0-5]\d$/.test(t) && weekdays.includes(t.slice(0, 3)),
      'must be a weekday and a time, for example "Mon 09:00"',
    ),
  SUMMARY_WHEN_EMPTY: z.preprocess(
    (t) => (t === '' ? undefined : t),
    z.enum(['line', 'silent'], 'must be line or silent').default('line'),
  ),
  TIMEZONE: z
    .string()
    .default('')
    .transform((t) => (t === '' ? 'UTC' : t))
    .refine(isTimeZone, 'must be an IANA time zone, for example Europe/Berlin'),
  LANGUAGE: z.preprocess(
    (t) => (t === '' ? undefined : t),
    z.enum(['en', 'ru'], 'must be en or ru').default('en'),
  ),
  ANSWER_VISIBILITY: z.preprocess(
    (t) => (t === '' ? undefined : t),
    z.enum(['aggregates', 'reviewers', 'all'], 'must be aggregates, reviewers or all').default('aggregates'),
  ),
  APPROVALS_NEEDED: positive(1).refine((n) => n === 1 || n === 2, 'must be 1 or 2'),
  REQUIRE_BUYER_PERSONA: z.preprocess(
    (t) => (t === '' ? undefined : t),
    z.enum(['off', 'warn', 'block'], 'must be off, warn or block').default('warn'),
  ),
  KEEP_MARGIN: positive(0.2).refine((n) => n !== null && n <= 1, 'must be a share between 0 and 1'),
  COLLATERAL_SHARE: positive(0.2).refine((n) => n !== null && n <= 1, 'must be a share between 0 and 1'),
  CHECK_API_TOKEN: optionalText,
  ON_UNINSTALL: z.preprocess(
    (t) => (t === '' ? undefined : t),
    z.enum(['keep', 'erase'], 'must be keep or erase').default('keep'),
  ),
  LOG_LEVEL: z.preprocess(
    (t) => (t === '' ? undefined : t),
    z
      .enum(
        ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
        'must be trace, debug, info, warn, error, fatal or silent',
      )
      .default('info'),
  ),
});

/** Where the data lie unless `DATABASE_URL` says otherwise, and where those of the built-in workspace do. */
export const DEFAULT_DATABASE = 'file:data/mismatch.db';
export const BUILT_IN_DATABASE = 'file:data/sandbox.db';

/** The settings of a running bot. Every value is the default of a per-workspace setting. */
export type Config = ReturnType<typeof shape>;

/** What an administrator may set for one workspace: the variable that holds its default, and its name in `Config`. */
export const WORKSPACE_SETTINGS = {
  REVIEWERS: 'reviewers',
  ADMINS: 'admins',
  REVIEW_CHANNEL: 'reviewChannel',
  SUMMARY_CHANNEL: 'summaryChannel',
  SUMMARY_AT: 'summaryAt',
  SUMMARY_WHEN_EMPTY: 'summaryWhenEmpty',
  TIMEZONE: 'timeZone',
  LANGUAGE: 'language',
  ANSWER_VISIBILITY: 'answerVisibility',
  APPROVALS_NEEDED: 'approvalsNeeded',
  REQUIRE_BUYER_PERSONA: 'requireBuyerPersona',
  KEEP_MARGIN: 'keepMargin',
  COLLATERAL_SHARE: 'collateralShare',
  RETENTION_DAYS: 'retentionDays',
} as const satisfies Partial<Record<keyof z.infer<typeof schema>, keyof Config>>;

export type WorkspaceSetting = keyof typeof WORKSPACE_SETTINGS;

/** Settings that cannot be used; `faults` holds one sentence for each, all of them. */
export class ConfigRefused extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** The environment over the `.env` file of the working directory. @throws ConfigRefused where that cannot be read */
export function environment(file = '.env'): Record<string, string | undefined> {
  return { ...parse(textOf(file)), ...process.env };
}

function textOf(file: string): string {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  } catch (error) {
    const { code } = error as { code?: unknown };
    throw new ConfigRefused([
      `${file} cannot be read (${String(code)}): run this as the user it belongs to, or let this one read it.`,
    ]);
  }
}

/** Lines of the `.env` file that set nothing: a typing mistake there would otherwise pass unseen. */
export function fileFaults(file = '.env'): string[] {
  const text = textOf(file).replace(/=\s*(["'`])[\s\S]*?\1/g, (value) => value.replace(/[^\n]/g, '='));
  return text
    .split('\n')
    .flatMap((line, index) =>
      /^\s*(#.*)?$/.test(line) || /^\s*(export\s+)?[\w.-]+\s*(=|:\s)/.test(line) || /^=+\s*(#.*)?$/.test(line)
        ? []
        : [
            `${file}, line ${index + 1}, sets nothing: write it as NAME=value, or put # in front of a remark.`,
          ],
    );
}

/** Where the scripts lie, also where another setting is at fault. */
export function scriptsFolder(env: Record<string, string | undefined> = environment()): string {
  return env.SCRIPTS_DIR || 'prompts/scripts';
}

/**
 * Reads every setting once.
 * @throws ConfigRefused naming every variable that cannot be used, with what it must be
 */
export function readConfig(env?: Record<string, string | undefined>): Config {
  const result = schema.safeParse(env ?? environment());
  const wrong = result.success
    ? []
    : result.error.issues.map(
        (issue) => `${String(issue.path[0])} ${issue.message.replace(/^Invalid input: /, '')}.`,
      );
  const faults = [...(env ? [] : fileFaults()), ...wrong];
  if (!result.success || faults.length > 0) throw new ConfigRefused(faults);
  return shape(result.data);
}

/**
 * The settings of one workspace: its own values, written as in the environment, over the defaults. A value that this
 * version cannot use leaves the default.
 */
export function withSettings(config: Config, own: Partial<Record<WorkspaceSetting, string>>): Config {
  const changed: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(own) as [WorkspaceSetting, string][]) {
    const read = schema.shape[name].safeParse(text);
    if (read.success) changed[WORKSPACE_SETTINGS[name]] = read.data;
  }
  return { ...config, ...changed };
}

/** Whether a value can be used for this setting. */
export function isSettingValue(name: WorkspaceSetting, text: string): boolean {
  return schema.shape[name].safeParse(text).success;
}

/** A setting as it would stand in the environment. */
export function settingText(config: Config, name: WorkspaceSetting): string {
  const value = config[WORKSPACE_SETTINGS[name]];
  return Array.isArray(value) ? value.join(',') : String(value ?? '');
}

function shape(env: z.infer<typeof schema>) {
  return {
    slack: {
      botToken: env.SLACK_BOT_TOKEN,
      appToken: env.SLACK_APP_TOKEN,
      signingSecret: env.SLACK_SIGNING_SECRET,
      clientId: env.SLACK_CLIENT_ID,
      clientSecret: env.SLACK_CLIENT_SECRET,
      stateSecret: env.SLACK_STATE_SECRET,
      encryptionKey: env.TOKEN_ENCRYPTION_KEY,
      apiUrl: env.SLACK_API_URL,
    },
    port: env.PORT ?? 3000,
    databaseUrl: env.DATABASE_URL,
    scriptsDir: env.SCRIPTS_DIR,
    retentionDays: env.RETENTION_DAYS,
    model: {
      /** `null`: no model, the embedded drafter writes. */
      endpoint:
        env.OPENAI_API_KEY === null && env.OPENAI_BASE_URL === null
          ? null
          : { apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL, model: env.OPENAI_MODEL },
      monthlyBudgetUsd: env.MODEL_MONTHLY_BUDGET_USD,
      priceInUsdPerM: env.MODEL_PRICE_IN_USD_PER_M,
      priceOutUsdPerM: env.MODEL_PRICE_OUT_USD_PER_M,
    },
    reviewers: env.REVIEWERS,
    admins: env.ADMINS,
    reviewChannel: env.REVIEW_CHANNEL,
    summaryChannel: env.SUMMARY_CHANNEL,
    summaryAt: env.SUMMARY_AT,
    summaryWhenEmpty: env.SUMMARY_WHEN_EMPTY,
    timeZone: env.TIMEZONE,
    language: env.LANGUAGE,
    answerVisibility: env.ANSWER_VISIBILITY,
    approvalsNeeded: env.APPROVALS_NEEDED ?? 1,
    requireBuyerPersona: env.REQUIRE_BUYER_PERSONA,
    keepMargin: env.KEEP_MARGIN ?? 0.2,
    collateralShare: env.COLLATERAL_SHARE ?? 0.2,
    checkApiToken: env.CHECK_API_TOKEN,
    onUninstall: env.ON_UNINSTALL,
    logLevel: env.LOG_LEVEL,
  };
}

function isSafeForTokens(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname))
  );
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
