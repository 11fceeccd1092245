import type { Config } from '../config.ts';
import type { PersonaStatus } from '../database/tables.ts';
import { isByHand } from '../personas/by-hand.ts';
import { saysNothing } from '../personas/gate.ts';
import { type PersonaBody, sentencesOf, teams } from '../personas/persona.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { insultIn, protectedWord } from '../text/unfit.ts';
import { isTooMuch, type Reach } from './collateral.ts';

export const decisions = ['approve', 'reject', 'retire', 'confirm', 'turn_positive'] as const;
/** `confirm`: an approved persona still holds. `turn_positive`: those it turned away may become customers. */
export type Decision = (typeof decisions)[number];
export type ReviewRules = Pick<Config, 'reviewers' | 'requireBuyerPersona' | 'collateralShare'>;

/** What a decision is about, as far as the rules need it. */
export type Candidate = {
  name: string;
  body: PersonaBody;
  version: number;
  status: PersonaStatus;
  /** The newest version there is. */
  newest: number;
  /** Who decided about this version, where somebody has. */
  decidedBy: string | null;
  parent: { name: string; approved: boolean } | null;
  buyerOnFile: boolean;
  /** Dimensions that a script protects today, whatever it said when the draft was made. */
  guarded: ReadonlySet<string>;
  /** The good customers that its rule would turn away; `null` where it turns nobody away. */
  good: Pick<Reach, 'excluded' | 'told'> | null;
};

export type Asked = {
  decision: Decision;
  /** `null`: whichever stands. */
  version: number | null;
  by: string;
  reason: string;
  use: string | null;
  /** Approve although the rule excludes more good customers than the settings allow; needs a reason. */
  acceptCollateral: boolean;
};

export type Ruling =
  | { ruling: 'allowed'; warnings: string[] }
  | { ruling: 'refused'; why: RefusalKind; reasons: string[] };
export type RefusalKind =
  | 'not a reviewer'
  | 'outdated'
  | 'decided'
  | 'incomplete'
  | 'not approvable'
  | 'collateral';

/** Who may decide; a sentence for everybody else. */
export function mayDecide(
  person: string,
  { reviewers }: Pick<Config, 'reviewers'>,
  texts: Catalogue['review'],
): string | null {
  if (reviewers.includes(person)) return null;
  return reviewers.length === 0 ? texts.refused.nobodyReviews : texts.refused.notReviewer;
}

/** Whether a decision stands, with every reason where it does not. Pure: the store holds it inside a transaction. */
export function rule(
  candidate: Candidate,
  asked: Asked,
  rules: ReviewRules,
  texts: Catalogue['review'],
): Ruling {
  const stranger = mayDecide(asked.by, rules, texts);
  if (stranger !== null) return refused('not a reviewer', stranger);
  const old = outdated(candidate, asked, texts);
  if (old !== null) return old;
  if (asked.decision !== 'approve') {
    const reason = asked.decision === 'reject' ? texts.refused.reason : texts.refused.reasonKept;
    return asked.reason.trim() === '' ? refused('incomplete', reason) : { ruling: 'allowed', warnings: [] };
  }
  const faults = approvalFaults(candidate, rules, texts);
  if (faults.length > 0) return { ruling: 'refused', why: 'not approvable', reasons: faults };
  if ((asked.use ?? '').trim() === '') return refused('incomplete', texts.refused.use);
  const costly = collateralFault(candidate, asked, rules, texts);
  return costly ?? { ruling: 'allowed', warnings: warningsFor(candidate, rules, texts) };
}

function collateralFault(
  { good }: Candidate,
  { acceptCollateral, reason }: Asked,
  { collateralShare }: ReviewRules,
  texts: Catalogue['review'],
): Ruling | null {
  if (good === null || !isTooMuch(good, collateralShare)) return null;
  if (!acceptCollateral) return refused('collateral', texts.refused.collateral(good.excluded, good.told));
  return reason.trim() === '' ? refused('incomplete', texts.refused.collateralReason) : null;
}

function refused(why: RefusalKind, reason: string): Ruling {
  return { ruling: 'refused', why, reasons: [reason] };
}

function outdated(candidate: Candidate, asked: Asked, texts: Catalogue['review']): Ruling | null {
  const { status, version, newest, decidedBy, name, body } = candidate;
  if (asked.decision === 'turn_positive') {
    const turned = body.kind === 'negative' && (status === 'approved' || status === 'retired');
    return turned ? null : refused('decided', texts.refused.notNegative(name));
  }
  if (asked.decision === 'retire' || asked.decision === 'confirm') {
    return status === 'approved' ? null : refused('decided', texts.refused.notApproved(name));
  }
  if (status === 'draft') return null;
  if (version < newest) return refused('outdated', texts.refused.outdated(version, newest));
  return refused('decided', texts.refused.decided(status, decidedBy));
}

/** Every reason why a version may not be approved as it stands. Approved, a `fix` is an entry on the fix list. */
function approvalFaults(
  candidate: Candidate,
  { requireBuyerPersona }: Pick<Config, 'requireBuyerPersona'>,
  texts: Catalogue['review'],
): string[] {
  const { body, parent, buyerOnFile, guarded } = candidate;
  const own = texts.refused;
  if (body.kind === 'undetermined') return [own.undetermined];
  const faults: string[] = [];
  if (body.kind === 'micro' && !parent?.approved) faults.push(own.parent(parent?.name ?? body.parent ?? ''));
  if (body.kind === 'negative') faults.push(...negativeFaults(body, texts));
  faults.push(...wordFaults(body, guarded, texts));
  // A micro persona written by hand says only what differs: its parent says the rest.
  const inherits = body.kind === 'micro' && isByHand(body);
  const idle = inherits ? [] : teams.filter((team) => body.actions[team].length === 0);
  if (idle.length > 0)
    faults.push(own.noAction(idle.map((team) => texts.card.teams[team].toLowerCase()).join(', ')));
  if (body.kind === 'negative' && !buyerOnFile && requireBuyerPersona === 'block') faults.push(own.noBuyer);
  return faults;
}

function negativeFaults(body: PersonaBody, texts: Catalogue['review']): string[] {
  const faults: string[] = [];
  if (body.disqualifiers.length === 0) faults.push(texts.refused.noDisqualifier);
  if (body.reasonType === null || body.verdict !== 'avoid') faults.push(texts.refused.noReason);
  if (saysNothing(body)) faults.push(texts.refused.adjectives);
  return faults;
}

function wordFaults(body: PersonaBody, guarded: ReadonlySet<string>, texts: Catalogue['review']): string[] {
  const all = [body.name, body.subtitle, ...sentencesOf(body).map(({ sentence }) => sentence.text)];
  const insult = all.map(insultIn).find((word) => word !== null);
  const rules = body.disqualifiers.map(
    ({ dimension, value, text }) => `${dimension} ${String(value)} ${text}`,
  );
  const trait =
    rules.map(protectedWord).find((word) => word !== null) ??
    body.disqualifiers.find(({ dimension }) => guarded.has(dimension))?.dimension.replaceAll('_', ' ');
  return [
    ...(insult ? [texts.refused.insult(insult)] : []),
    ...(trait ? [texts.refused.protectedTrait(trait)] : []),
  ];
}

/** What an approver should know, though it stops nothing. */
function warningsFor(
  { body, buyerOnFile }: Candidate,
  { requireBuyerPersona }: Pick<Config, 'requireBuyerPersona'>,
  texts: Catalogue['review'],
): string[] {
  const byHand = isByHand(body) ? [texts.warnings.byHand] : [];
  if (body.kind !== 'negative') return byHand;
  const figures = ['acquisition_cost', 'cost_time', 'support_hours', 'cost_to_serve', 'lifetime_value'];
  return [
    ...byHand,
    ...(!buyerOnFile && requireBuyerPersona === 'warn' ? [texts.warnings.noBuyer] : []),
    ...(figures.some((key) => body.economics[key]) ? [] : [texts.warnings.noFigure]),
  ];
}
