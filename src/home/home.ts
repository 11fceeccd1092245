import type { Visibility } from '../database/tables.ts';
import type { Language } from '../text/language.ts';

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
  /** `null` for people who do not review. */
  waiting: { id: string; version: number; name: string; subtitle: string }[] | null;
  approved: { id: string; name: string; subtitle: string }[];
};
