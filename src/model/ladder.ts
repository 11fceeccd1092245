import type { Database } from '../database/open.ts';

/** How an endpoint is asked for JSON: by a strict schema, for any JSON object, or in words alone. */
export type Rung = 'json_schema' | 'json_object' | 'plain';

/** Remembers the highest rung that each endpoint understands, so that it is not climbed down again with every call. */
export type Ladder = {
  rungOf(place: string): Promise<Rung | null>;
  remember(place: string, rung: Rung): Promise<void>;
};

const rungs = new Map<string, Rung>();

/** As long as the process lives. */
export const inMemory: Ladder = {
  rungOf: async (place) => rungs.get(place) ?? null,
  remember: async (place, rung) => {
    rungs.set(place, rung);
  },
};

/** Endpoints learn: after this the strictest way is tried again. */
const TRUST_MS = 30 * 86_400_000;

/** In the database: drafts run in threads and commands of their own. */
export function ladderIn(db: Database, workspace: number, now: string): Ladder {
  return {
    rungOf: async (place) => {
      const row = await db
        .selectFrom('model_endpoints')
        .select('rung')
        .where('workspace', '=', workspace)
        .where('place', '=', place)
        .where('learnt_at', '>=', new Date(Date.parse(now) - TRUST_MS).toISOString())
        .executeTakeFirst();
      return row?.rung ?? null;
    },
    remember: async (place, rung) => {
      const learnt = { rung, learnt_at: now };
      await db
        .insertInto('model_endpoints')
        .values({ workspace, place, ...learnt })
        .onConflict((conflict) => conflict.columns(['workspace', 'place']).doUpdateSet(learnt))
        .execute();
    },
  };
}
