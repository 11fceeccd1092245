import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import type { Reason, Row } from '../database/tables.ts';
import type { Role } from '../scripts/script.ts';
import type { Campaign } from './campaign.ts';

export type Invitation = Row<'invitations'>;
export type Plan = Omit<Campaign, 'id'>;

/** Switches a campaign on. Call it in a transaction. */
export async function addCampaign(
  db: Database,
  workspace: number,
  plan: Plan,
  by: string,
  now: string,
): Promise<number> {
  const id = await nextId(db, 'campaigns', workspace);
  await db
    .insertInto('campaigns')
    .values({
      workspace,
      id,
      script: plan.script,
      weekday: plan.weekday,
      at: plan.at,
      every_weeks: plan.everyWeeks,
      window_days: plan.windowDays,
      reminders: plan.reminders,
      starts_on: plan.startsOn,
      planned_by: by,
      planned_at: now,
      stopped_at: null,
    })
    .execute();
  const audience = [
    ...plan.people.map((value) => ({ kind: 'person' as const, value })),
    ...plan.roles.map((value) => ({ kind: 'role' as const, value })),
  ];
  for (const { kind, value } of audience) {
    await db.insertInto('campaign_audience').values({ workspace, campaign: id, kind, value }).execute();
  }
  return id;
}

/** Nobody is asked for it any more; what was asked stays answerable. */
export async function stopCampaign(db: Database, workspace: number, id: number, now: string): Promise<void> {
  await db
    .updateTable('campaigns')
    .set({ stopped_at: now })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('stopped_at', 'is', null)
    .execute();
}

/** The campaigns that are switched on. */
export async function campaignsOn(db: Database, workspace: number): Promise<Campaign[]> {
  const rows = await db
    .selectFrom('campaigns')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('stopped_at', 'is', null)
    .orderBy('id')
    .execute();
  const audience = await db
    .selectFrom('campaign_audience')
    .selectAll()
    .where('workspace', '=', workspace)
    .orderBy('value')
    .execute();
  return rows.map((row) => {
    const of = (kind: 'person' | 'role') =>
      audience.filter((each) => each.campaign === row.id && each.kind === kind).map(({ value }) => value);
    return {
      id: row.id,
      script: row.script,
      people: of('person'),
      roles: of('role') as Role[],
      weekday: row.weekday,
      at: row.at,
      everyWeeks: row.every_weeks,
      windowDays: row.window_days,
      reminders: row.reminders,
      startsOn: row.starts_on,
    };
  });
}

/** Everybody a campaign names or means, with a Slack account: whoever told us their role, or came in with an import. */
export async function audienceOf(
  db: Database,
  workspace: number,
  { people, roles }: Pick<Campaign, 'people' | 'roles'>,
): Promise<string[]> {
  const found = new Set(people);
  if (roles.length > 0) {
    const rows = await db
      .selectFrom('people')
      .select('id')
      .where('workspace', '=', workspace)
      .where('role', 'in', [...roles])
      .execute();
    for (const { id } of rows) found.add(id);
  }
  return [...found].filter((id) => /^[UW][A-Z0-9]+$/.test(id)).sort();
}

export type Invited = Pick<
  Invitation,
  'campaign' | 'person' | 'round' | 'week' | 'script' | 'state' | 'closes_at'
> & { reason: Reason | null; subject: string | null };

/** Remembers that somebody is asked. The keys of the table refuse a second one. */
export async function addInvitation(
  db: Database,
  workspace: number,
  invited: Invited,
  now: string,
): Promise<Invitation> {
  const id = await nextId(db, 'invitations', workspace);
  return db
    .insertInto('invitations')
    .values({ workspace, id, ...invited, invited_at: now, shown_at: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function loadInvitation(
  db: Database,
  workspace: number,
  id: number,
): Promise<Invitation | null> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export async function openInvitationOf(
  db: Database,
  workspace: number,
  person: string,
): Promise<Invitation | null> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

export async function openInvitations(db: Database, workspace: number): Promise<Invitation[]> {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('ended_at', 'is', null)
    .execute();
}

export async function changeInvitation(
  db: Database,
  { workspace, id }: Invitation,
  change: Partial<
    Pick<
      Invitation,
      'state' | 'shown' | 'shown_at' | 'closes_at' | 'reminders' | 'snoozed_until' | 'interview' | 'ended_at'
    >
  >,
): Promise<Invitation> {
  return db
    .updateTable('invitations')
    .set(change)
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Open invitations whose interview was begun without their button, by command for example: they count as taken up.
 */
export async function begunOtherwise(
  db: Database,
  workspace: number,
): Promise<{ invitation: Invitation; interview: string }[]> {
  const rows = await db
    .selectFrom('invitations as invitation')
    .innerJoin('interviews as interview', (join) =>
      join
        .onRef('interview.workspace', '=', 'invitation.workspace')
        .onRef('interview.person', '=', 'invitation.person')
        .onRef('interview.script', '=', 'invitation.script')
        .onRef('interview.started_at', '>=', 'invitation.invited_at')
        .on('interview.source', '=', 'slack'),
    )
    .selectAll('invitation')
    .select('interview.id as begun')
    .where('invitation.workspace', '=', workspace)
    .where('invitation.state', '=', 'invited')
    .where('invitation.ended_at', 'is', null)
    .orderBy('interview.started_at')
    .execute();
  const first = new Map(rows.map((row) => [row.id, row]).reverse() as [number, (typeof rows)[number]][]);
  return [...first.values()].map(({ begun, ...invitation }) => ({ invitation, interview: begun }));
}
