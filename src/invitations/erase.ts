import type { Database } from '../database/open.ts';

/** What is planned for and remembered about a person who is erased. `instead` stands where their id stood. */
export async function eraseAsked(
  db: Database,
  workspace: number,
  person: string,
  instead: string,
): Promise<void> {
  for (const table of ['evidence_requests', 'invitations', 'availability'] as const) {
    await db.deleteFrom(table).where('workspace', '=', workspace).where('person', '=', person).execute();
  }
  await db
    .deleteFrom('campaign_audience')
    .where('workspace', '=', workspace)
    .where('kind', '=', 'person')
    .where('value', '=', person)
    .execute();
  await db
    .updateTable('evidence_requests')
    .set({ asked_by: instead })
    .where('workspace', '=', workspace)
    .where('asked_by', '=', person)
    .execute();
  await db
    .updateTable('campaigns')
    .set({ planned_by: instead })
    .where('workspace', '=', workspace)
    .where('planned_by', '=', person)
    .execute();
}

/** What is planned about customers who are erased; an invitation about one stays, without its subject. */
export async function eraseSubjects(
  db: Database,
  workspace: number,
  customers: ReadonlySet<string>,
): Promise<void> {
  if (customers.size === 0) return;
  await db
    .deleteFrom('evidence_requests')
    .where('workspace', '=', workspace)
    .where('reason', 'in', ['reported', 'churned'])
    .where('subject', 'in', [...customers])
    .execute();
  await db
    .updateTable('invitations')
    .set({ reason: null, subject: null })
    .where('workspace', '=', workspace)
    .where('reason', 'in', ['reported', 'churned'])
    .where('subject', 'in', [...customers])
    .execute();
}
