import type { Database } from '../database/open.ts';
import type { Script } from '../scripts/script.ts';
import { put, slotsBelow } from '../slack/outbox.ts';
import type { Turn } from '../slack/turn.ts';
import { isFor, usualFor } from './choose.ts';
import { caseCounts } from './counts.ts';
import { currentScreen, isOpen } from './progress.ts';
import { placeOf, standingOf, stays } from './screen-messages.ts';
import type { Interview } from './state.ts';

/** Whose conversation it is; a turn is one. */
type Place = Pick<Turn, 'workspace' | 'person' | 'now'>;

/** Puts what changed on screen. `before` is `null` for an interview that has just begun. */
export async function show(
  db: Database,
  turn: Place,
  before: Interview | null,
  after: Interview,
  scripts: Script[],
): Promise<void> {
  const offer = await offerAfter(db, turn.workspace, after, scripts);
  const stood = before && standingOf(before, offer);
  const wanted = standingOf(after, offer);
  const slots = await slotsOf(db, turn.workspace, after.id);
  for (const place of stood?.places.keys() ?? []) {
    if (!wanted.places.has(place)) await clear(db, turn, after.id, place, slots);
  }
  // The open question comes last: it belongs at the bottom, below what was answered with it.
  const current = isOpen(after) ? currentScreen(after) : null;
  const open = current && placeOf(current);
  const inOrder = [...wanted.places].sort(([a], [b]) => Number(a === open) - Number(b === open));
  for (const [place, { message }] of inOrder) {
    if (stood && stays(stood, wanted, place)) continue;
    const known = slots.get(place);
    // A question that is gone back to stands above what was written since: it is asked anew at the bottom.
    const moves = place === open && known !== undefined;
    if (moves) await put(db, turn.workspace, known.slot, after.person, { remove: true }, turn.now);
    const slot = moves
      ? slotName(after.id, place, known.copy + 1)
      : (known?.slot ?? slotName(after.id, place, 0));
    await put(db, turn.workspace, slot, after.person, message(), turn.now);
  }
  const named = before?.customer?.key !== after.customer?.key;
  if (named) await clear(db, turn, after.id, 'which', slots);
}

/** Takes the open question away from where it stands and asks it at the bottom, where the person is looking. */
export async function askAgain(db: Database, turn: Place, interview: Interview): Promise<void> {
  const screen = currentScreen(interview);
  if (!screen) return;
  const place = placeOf(screen);
  const shown = standingOf(interview, null).places.get(place);
  const known = (await slotsOf(db, turn.workspace, interview.id)).get(place);
  if (known) await put(db, turn.workspace, known.slot, turn.person, { remove: true }, turn.now);
  const slot = slotName(interview.id, place, known ? known.copy + 1 : 0);
  if (shown) await put(db, turn.workspace, slot, turn.person, shown.message(), turn.now);
}

/** The message that asks the open question, as Slack numbers it; `null` while it is not posted. */
export async function askedIn(db: Database, workspace: number, interview: Interview): Promise<string | null> {
  const screen = currentScreen(interview);
  const slot = screen && (await slotsOf(db, workspace, interview.id)).get(placeOf(screen))?.slot;
  if (!slot) return null;
  const row = await db
    .selectFrom('outbox')
    .select('message_ts')
    .where('workspace', '=', workspace)
    .where('slot', '=', slot)
    .executeTakeFirst();
  return row?.message_ts ?? null;
}

/** Takes one message away, where it stands. */
export async function clear(
  db: Database,
  turn: Place,
  id: string,
  place: string,
  known: Slots | null = null,
): Promise<void> {
  const slot = (known ?? (await slotsOf(db, turn.workspace, id))).get(place)?.slot;
  if (slot) await put(db, turn.workspace, slot, turn.person, { remove: true }, turn.now);
}

/** The newest slot of each place: a question that was asked again at the bottom has another one. */
type Slots = Map<string, { slot: string; copy: number }>;

export function slotName(id: string, place: string, copy: number): string {
  return `${slotsAbove(id)}:${place}${copy === 0 ? '' : `:${copy}`}`;
}

/** The slot above those of all messages of an interview. */
export function slotsAbove(id: string): string {
  return `interview:${id}`;
}

export async function slotsOf(db: Database, workspace: number, id: string): Promise<Slots> {
  const prefix = `${slotsAbove(id)}:`;
  const rows = await slotsBelow(db, workspace, prefix);
  const slots: Slots = new Map();
  for (const slot of rows) {
    const [place = '', copy = '0'] = slot.slice(prefix.length).split(':');
    if (Number(copy) >= (slots.get(place)?.copy ?? 0)) slots.set(place, { slot, copy: Number(copy) });
  }
  return slots;
}

/** One that went well, as long as fewer of those are known than of problems. */
async function offerAfter(
  db: Database,
  workspace: number,
  interview: Interview,
  scripts: Script[],
): Promise<string | null> {
  if (interview.script.case !== 'problem' || interview.finishedAt === null) return null;
  const fitting = scripts.filter((script) => isFor(script, interview.role));
  const { problem, comparison } = await caseCounts(db, workspace);
  return problem > comparison ? (usualFor(fitting, 'comparison')?.id ?? null) : null;
}
