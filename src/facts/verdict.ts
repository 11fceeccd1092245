import type { Case } from '../cases/case.ts';
import type { PersonaKind, Verdict } from '../database/tables.ts';
import type { PersonaBody } from '../personas/persona.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { type Economics, ENOUGH_ANSWERS, median } from './economics.ts';
import { tally } from './tally.ts';

export type Judgement = {
  /** `null`: nobody judges those who are wanted. */
  verdict: Verdict | null;
  /** Why, in a sentence with its counts. */
  reason: string;
  reasonType: PersonaBody['reasonType'];
  category: PersonaBody['category'];
  margin: { median: number; n: number } | null;
  /** Flagged whatever the verdict is. */
  acquisitionOverLifetime: boolean;
  /** Dimensions and figures the reason rests on. */
  restsOn: string[];
  /** Undetermined only: the questions whose answers would decide. */
  missing: string[];
};

/** Of a buyer or customer persona. */
export const noJudgement: Judgement = {
  verdict: null,
  reason: '',
  reasonType: null,
  category: null,
  margin: null,
  acquisitionOverLifetime: false,
  restsOn: [],
  missing: [],
};

/** What becomes of a group with this verdict (docs/method.md, section 6). */
export const kindOf: Record<Verdict, PersonaKind> = {
  avoid: 'negative',
  keep: 'challenging',
  fix: 'fix',
  undetermined: 'undetermined',
};

type Finding = Omit<Judgement, 'margin' | 'acquisitionOverLifetime' | 'missing'> & { missing?: string[] };
type Texts = Catalogue['personas'];

/**
 * The first that holds, each over at least 3 cases with an answer: `fix` where more than half say the fault was
 * ours; `keep` where the median margin reaches `keepMargin`; `avoid` where it does not, or acquiring costs more
 * than the customer brings, or half or more name a misfit; else `undetermined` (docs/method.md, section 6).
 */
export function judge(cases: Case[], economics: Economics, keepMargin: number, texts: Texts): Judgement {
  const margins = economics.margins.map(({ margin }) => margin);
  const margin = margins.length >= ENOUGH_ANSWERS ? { median: median(margins), n: margins.length } : null;
  const acquisitionOverLifetime = costsMoreThanItBrings(economics);
  const misfit = misfitOf(cases, texts);
  const finding =
    ours(cases, texts) ??
    byMargin(margin, keepMargin, misfit.category, texts) ??
    byAcquisition(economics, acquisitionOverLifetime, misfit.category, texts) ??
    misfit.finding ??
    undetermined(cases, economics, texts);
  return { missing: [], ...finding, margin, acquisitionOverLifetime };
}

function ours(cases: Case[], texts: Texts): Finding | null {
  const { known, values } = tally(cases, 'fault');
  const blamed = values.find(({ value }) => value === 'ours')?.cases.length ?? 0;
  if (known.length < ENOUGH_ANSWERS || blamed * 2 <= known.length) return null;
  return {
    verdict: 'fix',
    reason: texts.verdict.ours(blamed, known.length),
    reasonType: null,
    category: null,
    restsOn: ['fault'],
  };
}

function byMargin(
  margin: Judgement['margin'],
  keepMargin: number,
  category: PersonaBody['category'],
  texts: Texts,
): Finding | null {
  if (margin === null) return null;
  const restsOn = ['economics.revenue', 'economics.cost_to_serve', 'economics.acquisition_cost'];
  if (margin.median >= keepMargin) {
    return {
      verdict: 'keep',
      reason: texts.verdict.worthIt(margin.median, margin.n, keepMargin),
      reasonType: null,
      category: null,
      restsOn,
    };
  }
  return {
    verdict: 'avoid',
    reason: texts.verdict.thinMargin(margin.median, margin.n, keepMargin),
    reasonType: 'unprofitable',
    category: category ?? 'too_costly',
    restsOn,
  };
}

function costsMoreThanItBrings({ acquisition }: Economics): boolean {
  if (acquisition.length < ENOUGH_ANSWERS) return false;
  return median(acquisition.map(({ cost }) => cost)) > median(acquisition.map(({ lifetime }) => lifetime));
}

function byAcquisition(
  { acquisition }: Economics,
  holds: boolean,
  category: PersonaBody['category'],
  texts: Texts,
): Finding | null {
  if (!holds) return null;
  const cost = median(acquisition.map((one) => one.cost));
  const lifetime = median(acquisition.map((one) => one.lifetime));
  return {
    verdict: 'avoid',
    reason: texts.verdict.acquisition(cost, lifetime, acquisition.length),
    reasonType: 'unprofitable',
    category: category ?? 'too_costly',
    restsOn: ['economics.acquisition_cost', 'economics.lifetime_value'],
  };
}

const categories = ['no_budget', 'no_authority', 'wrong_need', 'out_of_reach', 'never_meant_to_buy'] as const;

function misfitOf(
  cases: Case[],
  texts: Texts,
): { finding: Finding | null; category: PersonaBody['category'] } {
  const { known, values } = tally(cases, 'misfit');
  const fitted = new Set(values.find(({ value }) => value === 'none')?.cases);
  const named = values.filter(({ value }) => value !== 'none');
  const misfits = known.filter((key) => !fitted.has(key)).length;
  const top = named[0];
  if (known.length < ENOUGH_ANSWERS || misfits * 2 < known.length || top === undefined) {
    return { finding: null, category: null };
  }
  // A reason that only some of them name does not stand for all.
  const leading = top.cases.length * 2 >= misfits ? top.value : null;
  const category = categories.find((one) => one === leading) ?? null;
  const finding: Finding = {
    verdict: 'avoid',
    reason: texts.verdict.misfit(misfits, known.length, top.value, top.cases.length),
    reasonType: leading === 'out_of_reach' ? 'difficult_to_serve' : 'misaligned',
    category,
    restsOn: ['misfit'],
  };
  return { finding, category };
}

/** Nothing decides: say what is missing, so that it can be asked. */
function undetermined(cases: Case[], economics: Economics, texts: Texts): Finding {
  const money = ['revenue', 'cost_to_serve', 'acquisition_cost'] as const;
  const missing = [
    ...(['misfit', 'fault'] as const).filter((key) => tally(cases, key).known.length < ENOUGH_ANSWERS),
    ...(economics.margins.length < ENOUGH_ANSWERS
      ? money.filter((key) => (economics.figures[key]?.n ?? 0) < ENOUGH_ANSWERS)
      : []),
  ];
  return {
    verdict: 'undetermined',
    reason: texts.verdict.undetermined(missing),
    missing,
    reasonType: null,
    category: null,
    restsOn: [],
  };
}
