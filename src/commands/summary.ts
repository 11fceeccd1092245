import { createLog } from '../log.ts';
import type { SlackMessage } from '../slack/message.ts';
import { postWeek, summaryMessage, summaryOf } from '../summary/run.ts';
import { sourcesOf } from '../summary/sources.ts';
import { releaseWeek, requestPost, storedSummary } from '../summary/store.ts';
import type { Summary } from '../summary/summary.ts';
import { lastCompleteWeek, type Week, weekNamed } from '../summary/week.ts';
import type { AddCommand } from './command.ts';
import { atPlace, note, type Place, print, printJson, Refused } from './place.ts';
import { plainText } from './plain.ts';

type Options = { workspace?: string; week?: string; json?: boolean; post?: boolean };

export const addSummary: AddCommand = ({ command, does }) => {
  command('summary', 'the summary of one ISO week, by default the last complete one')
    .option('--week <week>', 'for example 2026-W47')
    .option('--json', 'print one JSON value')
    .option('--post', 'post it to SUMMARY_CHANNEL, once')
    .action(does(summary));
};

async function summary(options: Options): Promise<undefined> {
  await atPlace(options, async (place) => {
    const { db, workspace, config, now } = place;
    const week =
      options.week === undefined
        ? lastCompleteWeek(now, config.timeZone)
        : named(options.week, config.timeZone);
    if (options.post) await post(place, week);
    const body = await summaryOf(db, workspace, week, config, now);
    if (options.json) printJson({ ...body, sources: sourcesOf(body, workspace) });
    else print(plainText(await summaryMessage(db, workspace, body, config, config.language)));
  });
}

function named(name: string, timeZone: string): Week {
  const week = weekNamed(name, timeZone);
  if (!week)
    throw new Refused(`There is no week "${name}": write it like 2026-W47 (only some years have a week 53).`);
  return week;
}

/** Straight to Slack where there is a token; the built-in workspace posts what it is asked to within a minute. */
async function post(place: Place, week: Week): Promise<void> {
  const { db, workspace, config, now } = place;
  if (week.to > now) {
    throw new Refused(
      `The week ${week.name} is not over: a posted summary never changes, so it is posted when nothing can be added any more.`,
    );
  }
  await refuseIfPosted(place, week);
  const channel = config.summaryChannel;
  if (channel === null)
    throw new Refused('SUMMARY_CHANNEL is not set: there is no channel to post the summary to.');
  const { botToken, apiUrl } = config.slack;
  if (botToken === null) {
    await requestPost(db, workspace, week.name, 'command line', now);
    note(`A running bot posts the summary of ${week.name} within a minute.`);
    return;
  }
  // Loaded only here: every other command starts faster without it.
  const { WebClient } = await import('@slack/web-api');
  const client = new WebClient(botToken, apiUrl === null ? {} : { slackApiUrl: apiUrl });
  const send = async (to: string, message: SlackMessage) => {
    const sent = await client.chat.postMessage({ channel: to, ...message });
    return { channel: sent.channel ?? to, ts: sent.ts ?? '' };
  };
  const outcome = await postWeek(
    { db, workspace, config, log: createLog(config.logLevel), now, post: send },
    week,
    channel,
  );
  if (outcome.outcome === 'unreachable')
    throw new Refused('Slack cannot be reached, so nothing was posted: try again.');
  if (outcome.outcome === 'taken')
    throw new Refused(`The summary of ${week.name} is being posted by the bot.`);
  if (outcome.outcome === 'unknown') {
    throw new Refused(
      outcome.reason === null
        ? `The connection broke while posting the summary of ${week.name}: look in the channel before you post it again.`
        : `Slack did not take the summary of ${week.name} (${outcome.reason}): invite the bot to the channel, or set SUMMARY_CHANNEL to another.`,
    );
  }
}

async function refuseIfPosted({ db, workspace }: Place, { name }: Week): Promise<void> {
  const stored: { state: string; summary: Summary } | null = await storedSummary(db, workspace, name);
  if (stored?.state === 'posted') {
    throw new Refused(
      `The summary of ${name} was posted at ${stored.summary.posted}: a posted summary never changes.`,
    );
  }
  if (stored?.state === 'claimed') throw new Refused(`The summary of ${name} is being posted by the bot.`);
  // Nobody could tell whether it stands there; whoever types this has looked.
  if (stored?.state === 'unknown') await releaseWeek(db, workspace, name, 'unknown');
}
