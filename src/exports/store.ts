import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import { audit } from '../personas/audit.ts';
import { approvedPersonas } from '../personas/store.ts';

/** One case that a claim counts, with the answer it was counted from. */
export type EvidenceLink = {
  claim: string;
  case: string;
  kind: 'problem' | 'comparison';
  side: 'for' | 'against';
  dimension: string;
  /** As in docs/interchange.md: `a9`; `null` where the customer record is the source. */
  answer: string | null;
  revision: number | null;
};

/** Every case and answer behind a version's claims, in a fixed order. */
export async function loadLinks(
  db: Database,
  workspace: number,
  persona: string,
  version: number,
): Promise<EvidenceLink[]> {
  const rows = await db
    .selectFrom('evidence_links')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('version', '=', version)
    .orderBy('claim')
    .orderBy('case_kind', 'desc')
    .orderBy('side', 'desc')
    .orderBy('customer')
    .orderBy('dimension')
    .orderBy('answer')
    .execute();
  return rows.map(({ claim, customer, case_kind, side, dimension, answer, revision }) => ({
    claim,
    case: customer,
    kind: case_kind,
    side,
    dimension,
    answer: answer === null ? null : `a${answer}`,
    revision,
  }));
}

/**
 * Whether look-up still finds a version: it may be retired, or lose its evidence, while a file of it is written. Ask in
 * the transaction that remembers the export.
 */
export async function isInUse(
  db: Database,
  workspace: number,
  { id, version }: { id: string; version: number },
): Promise<boolean> {
  const personas = await approvedPersonas(db, workspace);
  return personas.some((one) => one.id === id && one.version === version);
}

/** Remembers that a version left the database, in which format and for whom. Call it in a transaction. */
export async function recordExport(
  db: Database,
  workspace: number,
  entry: { persona: string; version: number; format: string; by: string; rows: number | null; at: string },
): Promise<void> {
  const { persona, version, format, by, rows, at } = entry;
  const id = await nextId(db, 'exports', workspace);
  await db
    .insertInto('exports')
    .values({ workspace, id, persona, version, format, exported_by: by, rows, at })
    .execute();
  const detail = { version, format, rows };
  await audit(db, workspace, { at, actor: by, action: 'persona exported', subject: persona, detail });
}
