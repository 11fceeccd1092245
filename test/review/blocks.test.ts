import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WorkerOutcome } from '../../src/drafting/worker.ts';
import { personaBody } from '../../src/personas/persona.ts';
import type { StoredPersona } from '../../src/personas/store.ts';
import { decidedMessage, reviewMessage } from '../../src/review/blocks.ts';
import { summary } from '../../src/review/drafting.ts';
import { evidenceModal, MOST_NAMES } from '../../src/review/evidence-blocks.ts';
import { approveModal, editModal, reasonModal } from '../../src/review/modals.ts';
import { queueMessage } from '../../src/review/queue-blocks.ts';
import { messageFaults, viewFaults } from '../limits.ts';

/** A persona whose every text is `text` and whose every list has `n` entries. */
function swollen(text: string, n: number): StoredPersona {
  const list = <T>(one: (i: number) => T) => Array.from({ length: n }, (_, i) => one(i));
  const line = { text, evidence: ['d1'], assumption: false };
  const body = personaBody.parse({
    id: 'p1',
    kind: 'negative',
    parent: null,
    name: text,
    subtitle: text,
    verdict: 'avoid',
    verdictReason: text,
    strength: 'supported',
    caseCount: { for: n, of: n },
    reporters: n,
    roles: [],
    disqualifiers: list(() => ({ dimension: text, operator: 'is', value: text, text })),
    redFlags: list(() => line),
    story: list(() => line),
    reasonType: 'misaligned',
    economics: Object.fromEntries(list((i) => [`${text}${i}`, { median: i, n, source: 'staff' }])),
    characteristics: [],
    actions: { marketing: list(() => line), sales: list(() => line), support: list(() => line) },
    contentToAvoid: [],
    contentToUse: [],
    profile: {},
    descriptions: list((i) => ({
      id: `d${i}`,
      dimension: text,
      value: text,
      text,
      for: n,
      of: n,
    })),
    claims: [],
    cautions: list(() => text),
    dropped: list(() => ({ what: text, why: text })),
    stability: 1,
  });
  return {
    id: 'p1',
    version: 1,
    status: 'draft',
    voice: 'embedded',
    body,
    claims: list((i) => ({
      id: `c${i}`,
      traits: [{ dimension: text, value: text }],
      problem: { for: n, of: n },
      comparison: { for: n, of: n },
      ratio: 1,
      interval: [0, 1],
      oddsRatio: 1,
      q: 0.01,
      reporters: n,
      strength: 'supported' as const,
    })),
    said: [],
    quotes: list(() => ({
      case: 'acme',
      question: 'why',
      answer: 'a1',
      revision: 1,
      start: 0,
      end: 5,
      text,
      redacted: false,
      dissenting: true,
      role: 'sales',
      visibility: 'aggregates' as const,
    })),
    draftedAt: '',
    decidedAt: null,
    evidenceHash: '',
  };
}

test('everything that review shows stays within the limits, whatever stands in it', () => {
  const texts = fc.oneof(
    fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== ''),
    fc.constantFrom(
      'x'.repeat(4_000),
      '😀'.repeat(900),
      '&<>'.repeat(700),
      '<!channel> <@U0GRACE>',
      'ї'.repeat(5_000),
    ),
  );
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 45 }), (text, n) => {
      const persona = swollen(text, n);
      const keys = Array.from({ length: Math.min(n, MOST_NAMES) }, (_, i) => `${text}${i}`);
      const all = { cases: keys, against: keys, comparisonCases: keys, comparisonAgainst: keys };
      const { claims, body } = persona;
      const counting = {
        named: new Map([...claims, ...body.descriptions].map(({ id }) => [id, all])),
        names: new Map(keys.map((key) => [key, text])),
      };
      expect(messageFaults(reviewMessage(persona, text, 'en'))).toEqual([]);
      expect(
        messageFaults(
          queueMessage(
            Array.from({ length: n }, () => persona),
            Array.from({ length: n }, () => ({ ...persona, status: 'approved' as const })),
            'en',
          ),
        ),
      ).toEqual([]);
      expect(messageFaults(decidedMessage({ headline: text, details: [text] }))).toEqual([]);
      expect(viewFaults(evidenceModal(persona, counting, 'en'))).toEqual([]);
      for (const modal of [
        approveModal(persona, [text], { blocks: [], good: null }, 'en'),
        reasonModal(persona, 'reject', 'en'),
        editModal(persona, 'en'),
      ]) {
        expect(viewFaults(modal)).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
});

test('no mention and no link can be written through a persona', () => {
  const shown = JSON.stringify(
    reviewMessage(swollen('<!channel> <@U0GRACE> <https://evil.example|ok>', 2), null, 'en').blocks,
  );
  const mrkdwn = shown.replaceAll(/"type":"plain_text","text":"[^"]*"/g, '');
  expect(mrkdwn).not.toMatch(/<[!@h]/);
});

test('an @here in the words of a persona stays words', () => {
  const persona = swollen('@here', 2);
  const shown = [
    ...(reviewMessage(persona, '@here', 'en').blocks ?? []),
    ...(queueMessage([persona], [persona], 'en').blocks ?? []),
    ...(decidedMessage({ headline: '@here', details: ['@here'] }).blocks ?? []),
    ...evidenceModal(persona, { named: new Map(), names: new Map() }, 'en').blocks,
    ...approveModal(persona, ['@here'], { blocks: [], good: null }, 'en').blocks,
  ];
  const texts = [...JSON.stringify(shown).matchAll(/\{"type":"mrkdwn"[^}]*\}/g)].map(([text]) => text);
  expect(texts.length).toBeGreaterThan(10);
  for (const text of texts) expect(text).toContain('"verbatim":true');
});

test('a draft that ends without a persona says why, not that nobody told anything; beside drafts that reads as a remark', () => {
  const why = '“Bargain Ben” was rejected on 3 May and stays away until its evidence changes.';
  const model = { calls: 0, note: '', left: 0, themes: 0 };
  const result = { personas: [], unexplained: 14, notDrafted: [why], model };
  const outcome = { outcome: 'done', run: 1, result } as unknown as WorkerOutcome;
  const told = summary(outcome, { reviewChannel: null }, 'en');
  expect(told.text).toMatch(/^No persona could be drafted yet\./);
  expect(JSON.stringify(told.blocks)).toContain(`Worth knowing:\\n• ${why}`);
});
