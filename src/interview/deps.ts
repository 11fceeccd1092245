import type { Database } from '../database/open.ts';
import type { Broken, Script } from '../scripts/script.ts';
import type { Turn } from '../slack/turn.ts';

/** Whoever words follow-ups with a model, in the background: no turn waits for it. */
export type ProbeWorker = {
  /** There is a model to ask: a new follow-up waits for its wording before it is shown. */
  asks: boolean;
  /** Takes up every follow-up that waits. Call it after the commit. */
  wake(): void;
};

/** What the interview's listeners need besides the turn. */
export type Deps = {
  scripts: Script[];
  /** Scripts that cannot be used: whoever asks for one is told, and gets no other in its place. */
  broken: readonly Broken[];
  probes: ProbeWorker;
  newId(): string;
  /** Somebody reported a customer from a colleague's message: the colleague knows something too. In the transaction. */
  reported(db: Database, turn: Turn, report: { customer: string; author: string }): Promise<void>;
  /** Runs the save of an answer that was changed or taken back; whoever answers for what rested on it is told. */
  changing(db: Database, turn: Turn, save: () => Promise<void>): Promise<void>;
  /** Hides an interview for good. Runs inside the turn's transaction. */
  erase(db: Database, turn: Turn, interview: string): Promise<void>;
  /** Begins to erase what was hidden and what was made of it, once that is committed. */
  erased(workspace: number): void;
};
