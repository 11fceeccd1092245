import { draft } from '../drafting/run.ts';
import { regroupAsked, type Wish } from '../review/regroup.ts';
import { Misused } from './command.ts';
import { modelOf, told } from './draft.ts';
import { atPlace, print, printJson, Refused } from './place.ts';
import { mustReview } from './reviewer.ts';

export const regroupings = ['merge', 'split', 'undo'] as const;
export type Regroup = (typeof regroupings)[number];
export const isRegrouping = (what: string): what is Regroup => regroupings.some((one) => one === what);

export type RegroupOptions = { with?: string; trait?: string; cases?: string[] };
type Options = RegroupOptions & {
  workspace?: string;
  by: string;
  reason: string;
  version?: number;
  json?: boolean;
};

/** Merges two drafts, splits one or takes either back, and drafts anew. */
export async function regroup(persona: string, what: Regroup, options: Options): Promise<undefined> {
  const wish = wishOf(what, options);
  if (wish === null) throw new Misused(usage[what]);
  await atPlace(options, async ({ db, workspace, config, now }) => {
    const { by, reason, version = null } = options;
    mustReview(by, config);
    const asked = { workspace, persona, version, wish, by, via: 'command line', reason } as const;
    const noted = await db
      .transaction()
      .execute((trx) => regroupAsked(trx, { ...asked, config, reader: 'en', now }));
    if (noted.outcome === 'refused') throw new Refused(noted.reason);
    const model = await modelOf({ db, workspace, config, now });
    const outcome = await draft({ db, workspace, config, now, model, askedBy: 'command line' });
    if (outcome.outcome !== 'done') {
      throw new Refused(outcome.message, 'What you asked for is noted; the next draft makes it so.');
    }
    if (options.json) printJson(outcome.result);
    else print(told(outcome.result));
  });
}

const usage: Record<Regroup, string> = {
  merge: 'name the draft that joins it: review ID merge --with OTHER',
  split: 'say who becomes a persona of their own: --trait DIMENSION=VALUE, or --cases KEY...',
  undo: 'review ID undo',
};

function wishOf(what: Regroup, options: RegroupOptions): Wish | null {
  const { trait, cases } = options;
  if (what === 'undo') return { kind: 'undo' };
  if (what === 'merge') return options.with === undefined ? null : { kind: 'merge', with: options.with };
  if ((trait === undefined) === (cases === undefined)) return null;
  if (cases !== undefined) return { kind: 'split', by: { customers: cases } };
  const [, dimension, value] = /^([^=]+)=(.+)$/.exec(trait ?? '') ?? [];
  return dimension && value ? { kind: 'split', by: { dimension, value } } : null;
}
