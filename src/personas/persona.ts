import { z } from 'zod';

export const operators = ['is', 'is_not', 'in', 'at_least', 'at_most'] as const;

const evidenced = z.object({
  text: z.string(),
  /** Ids of the claims or cases it rests on; empty only where `assumption` is true. */
  evidence: z.array(z.string()),
  assumption: z.boolean(),
});
export type Sentence = z.infer<typeof evidenced>;

const figure = z.object({
  median: z.number(),
  n: z.number().int(),
  source: z.enum(['record', 'staff', 'both']),
});

/** One persona as it is stored with a version and shown to people. The shape of interchange.md, and more. */
export const personaBody = z.object({
  id: z.string(),
  kind: z.enum(['negative', 'challenging', 'fix', 'undetermined', 'micro', 'buyer', 'customer']),
  parent: z.string().nullable(),
  name: z.string(),
  /** The two top traits in words. */
  subtitle: z.string(),
  verdict: z.enum(['avoid', 'fix', 'keep', 'undetermined']).nullable(),
  verdictReason: z.string(),
  strength: z.enum(['supported', 'tentative', 'hypothesis']),
  cases: z.array(z.string()),
  caseCount: z.object({ for: z.number().int(), of: z.number().int() }),
  reporters: z.number().int(),
  roles: z.array(z.string()),
  /** Only what can be observed before the sale. */
  disqualifiers: z.array(
    z.object({
      dimension: z.string(),
      operator: z.enum(operators),
      value: z.union([z.string(), z.number(), z.array(z.string())]),
    }),
  ),
  redFlags: z.array(evidenced),
  story: z.array(evidenced),
  reasonType: z.enum(['unprofitable', 'misaligned', 'difficult_to_serve']).nullable(),
  economics: z.record(z.string(), figure),
  characteristics: z.array(
    z.enum(['warning_sign', 'deep_in_funnel', 'always_over_plan', 'unprofitable', 'goals_out_of_reach']),
  ),
  actions: z.object({
    marketing: z.array(evidenced),
    sales: z.array(evidenced),
    support: z.array(evidenced),
  }),
  contentToAvoid: z.array(evidenced),
  contentToUse: z.array(evidenced),
  profile: z.record(z.string(), z.object({ value: z.string(), for: z.number().int(), of: z.number().int() })),
  claims: z.array(z.string()),
  /** Section 8: what the gate took out, and why. */
  dropped: z.array(z.object({ what: z.string(), why: z.string() })),
  stability: z.number().nullable(),
});
export type PersonaBody = z.infer<typeof personaBody>;
