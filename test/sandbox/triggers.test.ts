import { expect, test } from 'vitest';
import { DEFAULT_TIMING } from '../../src/sandbox/transport.ts';
import { createTriggers } from '../../src/sandbox/triggers.ts';

const { triggerMs: LIFETIME_MS } = DEFAULT_TIMING;

test('a trigger opens one modal', () => {
  const triggers = createTriggers(() => 0, LIFETIME_MS);
  const id = triggers.issue('U0ANNA', null);
  expect(triggers.spend(id)).toEqual({ ok: true, user: 'U0ANNA', view: null });
  expect(triggers.spend(id)).toEqual({ ok: false, error: 'exchanged_trigger_id' });
});

test('a trigger lives for three seconds', () => {
  let now = 0;
  const triggers = createTriggers(() => now, LIFETIME_MS);
  const [first, second] = [triggers.issue('U0ANNA', null), triggers.issue('U0ANNA', null)];
  now = 3_000;
  expect(triggers.spend(first).ok).toBe(true);
  now = 3_001;
  expect(triggers.spend(second)).toEqual({ ok: false, error: 'expired_trigger_id' });
});

test('an invented trigger is invalid', () => {
  expect(createTriggers(() => 0, LIFETIME_MS).spend('1.2.3')).toEqual({
    ok: false,
    error: 'invalid_trigger_id',
  });
});
