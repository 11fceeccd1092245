import type { PersonaKind, Visibility } from '../database/tables.ts';
import type { Asking } from '../invitations/settings-blocks.ts';
import type { Role, Script } from '../scripts/script.ts';
import type { Language } from '../text/language.ts';

/** A persona on the tab. */
export type Listed = { id: string; name: string; kind: PersonaKind; subtitle: string };

/** Everything the Home tab shows to one person. */
export type Home = {
  visibility: Visibility;
  /** What the person chose; `null` follows Slack. */
  language: Language | null;
  open: {
    interview: string;
    customer: string | null;
    status: 'in_progress' | 'paused';
    answered: number;
  } | null;
  finished: number;
  /** The last few, the newest first. */
  history: { interview: string; customer: string | null; on: string }[];
  /** Kinds of interview that this person may start. */
  starts: ('problem' | 'comparison')[];
  hearsBack: boolean;
  /** The names of the personas in use that count an answer of theirs. */
  counted: string[];
  asking: Asking;
  /** `null` for people who do not review. */
  waiting: (Listed & { version: number })[] | null;
  /** May change the settings of the workspace. */
  administers: boolean;
  approved: Listed[];
};

/** Which kinds of interview a role may start: whoever has not named theirs is asked on the way, and begins with a problem. */
export function startsFor(role: Role | null, scripts: readonly Script[]): Home['starts'] {
  if (role === null) return ['problem'];
  const fits = ({ audience }: Script) => audience.length === 0 || audience.includes(role);
  const kinds = (['problem', 'comparison'] as const).filter((kind) =>
    scripts.some((script) => script.case === kind && fits(script)),
  );
  return kinds.length > 0 ? kinds : ['problem'];
}
