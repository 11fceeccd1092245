import type { Reason } from '../database/tables.ts';
import { usualFor } from '../interview/choose.ts';
import type { Role, Script } from '../scripts/script.ts';

/** Something worth asking somebody about. */
export type Topic = {
  reason: Reason;
  /** As in evidence_requests. */
  subject: string;
  /** What it is called where people read it; `null` where the name is not for everybody. */
  name: string | null;
  /** Only this person can tell. */
  person: string | null;
  script: string;
  roles: readonly Role[];
  /** Who has spoken about this customer before. */
  knownTo: readonly string[];
};

/** Who was asked about what lately. */
export type AskedAbout = { reason: Reason; subject: string; person: string };

/** What a person wanted to know comes first, then what fades from memory soonest. */
const ORDER: Reason[] = ['more_evidence', 'reported', 'churned', 'question', 'stale'];
/** How many people are asked about one subject: a customer needs one account, a pattern needs several. */
export const PEOPLE: Record<Reason, number> = {
  more_evidence: 3,
  reported: 1,
  churned: 1,
  question: 3,
  stale: 3,
};

/** The most valuable thing to ask this person about; `null`: nothing. */
export function topicFor(
  person: { id: string; role: Role | null },
  topics: readonly Topic[],
  asked: readonly AskedAbout[],
): Topic | null {
  const open = topics.filter((topic) => {
    const before = asked.filter(
      ({ reason, subject }) => reason === topic.reason && subject === topic.subject,
    );
    return before.length < PEOPLE[topic.reason] && !before.some((one) => one.person === person.id);
  });
  const fits = open.filter(
    ({ person: only, roles }) =>
      (only === null || only === person.id) &&
      (person.role === null || roles.length === 0 || roles.includes(person.role)),
  );
  const knows = ({ knownTo }: Topic) => (knownTo.includes(person.id) ? 0 : knownTo.length > 0 ? 2 : 1);
  const rank = ({ reason }: Topic) => ORDER.indexOf(reason);
  return fits.toSorted((a, b) => rank(a) - rank(b) || knows(a) - knows(b))[0] ?? null;
}

function namesCustomer({ questions }: Script): boolean {
  return questions.some(({ type }) => type === 'customer');
}

/** The interview that fits a reason; `null` where there is none. */
export function scriptFor(reason: Reason, subject: string, scripts: readonly Script[]): Script | null {
  const problem = usualFor(scripts, 'problem');
  if (reason !== 'question') return problem;
  const asks = scripts.filter(({ questions }) => questions.some(({ dimension }) => dimension === subject));
  // One that only adds to what is known of a customer is the shorter way to an answer.
  return (
    asks.find((script) => script.case === 'none' && namesCustomer(script)) ??
    asks.find(({ id }) => id === problem?.id) ??
    problem
  );
}
