import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { nameOf } from '../failure.ts';
import { roleOf } from '../interview/people-store.ts';
import type { Log } from '../log.ts';
import type { Script } from '../scripts/script.ts';
import { rememberProfile } from '../slack/people.ts';
import type { Facts } from './away.ts';
import type { Campaign } from './campaign.ts';
import { availabilityOf, endMutes, type Known, loadPerson, setAvailability } from './person-store.ts';
import { planFor, type Step } from './planner.ts';
import { type Topic, topicFor } from './reason.ts';
import { askedAbout, closeMet, loadTopics } from './reason-store.ts';
import { show, showAnew } from './screen.ts';
import {
  addInvitation,
  audienceOf,
  begunOtherwise,
  campaignsOn,
  changeInvitation,
  loadInvitation,
  openInvitations,
} from './store.ts';

/** Asks Slack about a person. Throws where Slack cannot be asked now. */
export type LookUp = (person: string, now: string) => Promise<Facts>;
export type LookUpAt = (workspace: number, ...of: Parameters<LookUp>) => ReturnType<LookUp>;

export type AskingJob = {
  db: Database;
  workspace: number;
  config: Config;
  scripts: readonly Script[];
  log: Log;
  now: string;
  lookUp: LookUp;
};

/** People written to in one run, each minute: a machine that wakes up does not write to everybody at once. */
const ASKED_AT_ONCE = 20;
/** What Slack said of somebody is asked again after this, and always right before they are written to. */
const FACTS_LIVE_MS = 6 * 3_600_000;
const LOOKED_UP_AT_ONCE = 30;
const DAY_MS = 86_400_000;
/** Who let the question for consent pass is asked once more after this, and then not for a year. */
const CONSENT_AGAIN_DAYS = [28, 365];

/**
 * Does what is due now: invites, reminds, shows again what was snoozed, closes what ran out. Each step is committed
 * together with the message it puts into the outbox, so a process killed anywhere invites nobody twice and forgets
 * nobody. Call it every minute; a machine that slept makes up for it in the same way.
 */
export async function askDue(job: AskingJob): Promise<void> {
  const { db, workspace } = job;
  for (const { invitation, interview } of await begunOtherwise(db, workspace)) {
    await db.transaction().execute(async (trx) => {
      const started = { state: 'started' as const, interview, ended_at: job.now };
      await show({ ...job, db: trx }, await changeInvitation(trx, invitation, started));
    });
  }
  await endMutes(db, workspace, job.now);
  // A campaign whose interview was taken out of the scripts asks nobody and keeps nobody else waiting.
  const campaigns = (await campaignsOn(db, workspace)).filter(
    ({ script }) => script === null || job.scripts.some(({ id }) => id === script),
  );
  const wantedBy = new Map<string, Campaign[]>();
  for (const { person } of await openInvitations(db, workspace)) wantedBy.set(person, []);
  for (const campaign of campaigns) {
    for (const person of await audienceOf(db, workspace, campaign)) {
      wantedBy.set(person, [...(wantedBy.get(person) ?? []), campaign]);
    }
  }
  const round: Round = { lookedUp: 0, topics: null };
  let written = 0;
  for (const [person, wanted] of wantedBy) {
    if (written >= ASKED_AT_ONCE) break;
    const step = await askPerson(job, round, person, wanted);
    if (step !== 'nothing' && step !== 'close') written += 1;
  }
}

/** What one run keeps in mind. */
type Round = { lookedUp: number; topics: Topic[] | null };

async function askPerson(
  job: AskingJob,
  round: Round,
  person: string,
  campaigns: Campaign[],
): Promise<Step['do']> {
  const before = await planned(job, round, person, campaigns);
  if (await isLookedUp(job, round, before, person)) {
    // It is decided anew on what is true now, together with what it changes.
    const done = await job.db.transaction().execute(async (trx) => {
      const again = { ...job, db: trx };
      const { step, topic } = await planned(again, round, person, campaigns);
      await perform(again, person, campaigns, step, topic);
      return step.do;
    });
    return done === 'close' ? askPerson(job, round, person, campaigns) : done;
  }
  return 'nothing';
}

type Planned = { step: Step; topic: Topic | null; known: Known };

async function planned(
  job: AskingJob,
  round: Round,
  person: string,
  campaigns: Campaign[],
): Promise<Planned> {
  const { db, workspace, config, now } = job;
  const reminders = new Map(campaigns.map((campaign) => [campaign.id, campaign.reminders]));
  const options = { zone: config.timeZone, reminders, hasReason: true, now };
  const known = await loadPerson(db, workspace, person, options);
  const step = planFor(campaigns, known.person, now);
  const campaign = step.do === 'invite' ? campaigns.find(({ id }) => id === step.campaign) : undefined;
  if (campaign?.script !== null) return { step, topic: null, known };
  round.topics ??= await loadTopics(db, workspace, job.scripts, now);
  const role = await roleOf(db, workspace, person);
  const topic = topicFor({ id: person, role }, round.topics, await askedAbout(db, workspace, now));
  if (topic) return { step, topic, known };
  return { step: planFor(campaigns, { ...known.person, hasReason: false }, now), topic: null, known };
}

/** @returns whether there is something to decide anew: Slack was asked, or what is due needs no asking */
async function isLookedUp(
  job: AskingJob,
  round: Round,
  { step, known }: Planned,
  person: string,
): Promise<boolean> {
  if (step.do === 'close') return true;
  const isDue = step.do !== 'nothing';
  const isOld = known.lookedAt === null || Date.parse(job.now) - Date.parse(known.lookedAt) > FACTS_LIVE_MS;
  if (!isDue && (!isOld || round.lookedUp >= LOOKED_UP_AT_ONCE)) return false;
  round.lookedUp += 1;
  try {
    await remember(job.db, job.workspace, person, await job.lookUp(person, job.now), job.now);
  } catch (error) {
    job.log.warn({ failure: nameOf(error) }, 'Slack could not be asked whether somebody is there');
    return false;
  }
  return true;
}

/** Keeps what Slack said of somebody. */
export async function remember(
  db: Database,
  workspace: number,
  person: string,
  { profile, reachable, away }: Facts,
  now: string,
): Promise<void> {
  if (profile) await rememberProfile(db, workspace, person, profile);
  await setAvailability(db, workspace, person, {
    reachable: reachable ? 1 : 0,
    away: away ? 1 : 0,
    away_until: away?.until ?? null,
    looked_at: now,
  });
}

async function perform(
  job: AskingJob,
  person: string,
  campaigns: Campaign[],
  step: Step,
  topic: Topic | null,
): Promise<void> {
  if (step.do === 'nothing') return;
  if (step.do === 'invite') return invite(job, person, campaigns, step, topic);
  const { db, workspace, now } = job;
  const invitation = await loadInvitation(db, workspace, step.invitation);
  if (!invitation) return;
  if (step.do === 'remind') {
    const reminders = invitation.reminders + 1;
    await show(job, await changeInvitation(db, invitation, { reminders, shown_at: now }));
  } else if (step.do === 'show_again') {
    await showAnew(job, await changeInvitation(db, invitation, { snoozed_until: null, shown_at: now }));
  } else {
    if (invitation.state === 'consent') await letPass(job, person);
    await show(job, await changeInvitation(db, invitation, { state: 'closed', ended_at: now }));
  }
}

async function invite(
  job: AskingJob,
  person: string,
  campaigns: Campaign[],
  step: Extract<Step, { do: 'invite' }>,
  topic: Topic | null,
): Promise<void> {
  const { db, workspace, now } = job;
  const script = topic?.script ?? campaigns.find(({ id }) => id === step.campaign)?.script;
  if (!script) return;
  const { campaign, round, week, closesAt, first } = step;
  const about = { reason: topic?.reason ?? null, subject: topic?.subject ?? null };
  const state = first ? ('consent' as const) : ('invited' as const);
  const invited = { campaign, person, round, week, script, state, closes_at: closesAt, ...about };
  await show(job, await addInvitation(db, workspace, invited, now));
  if (first) {
    const { consent_asked } = await availabilityOf(db, workspace, person);
    await setAvailability(db, workspace, person, { consent_asked: consent_asked + 1 });
  }
  if (topic) await closeMet(db, workspace, topic, now);
}

/** Silence is neither yes nor no. */
async function letPass({ db, workspace, now }: AskingJob, person: string): Promise<void> {
  const { consent_asked } = await availabilityOf(db, workspace, person);
  const days = CONSENT_AGAIN_DAYS[Math.min(consent_asked, CONSENT_AGAIN_DAYS.length) - 1] ?? 28;
  const from = new Date(Date.parse(now) + days * DAY_MS).toISOString();
  await setAvailability(db, workspace, person, { consent_from: from });
}
