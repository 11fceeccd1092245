import type { SampleKey, SampleWords } from '../text/en/samples.ts';
import { nothingWritten, type Written } from './by-hand.ts';

type Shape = Pick<Written, 'kind'> &
  Partial<Pick<Written, 'category' | 'characteristics'>> & {
    /** The sample it is a micro persona of. */
    parent?: SampleKey;
    reasonType?: NonNullable<Written['reason']>['type'];
    rule?: [dimension: string, value: string][];
  };

/** What code needs to know of each sample; the words stand in the catalogue. Parents come first. */
export const sampleShapes: Record<SampleKey, Shape> = {
  sam: {
    kind: 'negative',
    reasonType: 'misaligned',
    category: 'never_meant_to_buy',
    characteristics: ['deep_in_funnel'],
    rule: [
      ['industry', 'education'],
      ['budget_fit', 'below'],
    ],
  },
  emily: {
    kind: 'negative',
    reasonType: 'difficult_to_serve',
    category: 'wrong_need',
    characteristics: ['goals_out_of_reach'],
    rule: [
      ['company_size', 'over-1000'],
      ['contact_role', 'procurement'],
    ],
  },
  bob: {
    kind: 'negative',
    reasonType: 'unprofitable',
    category: 'no_budget',
    characteristics: ['unprofitable', 'always_over_plan'],
    rule: [['budget_fit', 'below']],
  },
  wendy: {
    kind: 'negative',
    reasonType: 'misaligned',
    category: 'out_of_reach',
    characteristics: ['goals_out_of_reach'],
    rule: [['industry', 'public_sector']],
  },
  mary: { kind: 'buyer' },
  young: { kind: 'micro', parent: 'mary' },
  mature: { kind: 'micro', parent: 'mary' },
  leader: { kind: 'micro', parent: 'mary' },
  tactical: { kind: 'micro', parent: 'mary' },
};

/** @param parent the id under which its parent was saved */
export function sampleWritten(shape: Shape, words: SampleWords, parent: string | null): Written {
  const { kind, reasonType, rule = [], category = null, characteristics = [] } = shape;
  return {
    ...nothingWritten,
    kind,
    parent,
    category,
    characteristics,
    sample: true,
    name: words.name,
    subtitle: words.subtitle,
    reason: reasonType ? { type: reasonType, text: words.reason } : null,
    rule: rule.map(([dimension, value], index) => ({
      dimension,
      operator: 'is',
      value,
      text: words.rule[index] ?? '',
    })),
    portrait: {
      company: words.company.length > 0 ? { about: words.company.join('; ') } : {},
      professionalGoals: words.goals,
      challenges: words.challenges,
      communication: words.communication,
    },
    story: words.story,
    actions: { marketing: words.marketing, sales: words.sales, support: words.support },
    contentToAvoid: words.contentToAvoid,
  };
}
