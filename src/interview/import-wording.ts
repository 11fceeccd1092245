import type { Question, Role } from './script.ts';

/** The question as somebody of this role would have been asked it in English. */
export function askedWording({ ask, key }: Question, role: Role): string {
  return ask.en?.[role] ?? ask.en?.any ?? Object.values(ask.en ?? {})[0] ?? key;
}
