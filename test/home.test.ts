import { expect, test } from 'vitest';
import { homeView, welcomeMessage } from '../src/home/blocks.ts';
import type { Home } from '../src/home/home.ts';
import { messageFaults, viewFaults } from './limits.ts';

const persona = (n: number) => ({
  id: `p${n}`,
  version: 1,
  name: `<!channel> ${'n'.repeat(200)}`,
  kind: 'negative' as const,
  subtitle: 's & '.repeat(500),
});
const full: Home = {
  visibility: 'reviewers',
  language: null,
  open: { interview: 'i1', customer: '<@U1> & '.repeat(80), status: 'paused', answered: 3 },
  finished: 12,
  history: Array.from({ length: 5 }, (_, n) => ({
    interview: `i${n}`,
    customer: `<!here> ${'c'.repeat(300)}`,
    on: '2026-11-16',
  })),
  starts: ['problem', 'comparison'],
  hearsBack: true,
  counted: Array.from({ length: 60 }, (_, n) => persona(n).name),
  asking: {
    timeZone: 'America/Argentina/ComodRivadavia',
    isWaiting: true,
    chosen: {
      ...{ workspace: 1, person: 'U1', consent: 'yes', consent_asked: 1, consent_from: null, at: '10:00' },
      ...{ days: '[1,2,3,4,5,6,7]', quiet_from: '18:00', quiet_to: '09:00', reachable: 1, away: 0 },
      ...{ muted_until: '2026-12-01T08:00:00.000Z', away_until: null, looked_at: null },
    },
  },
  waiting: Array.from({ length: 60 }, (_, n) => persona(n)),
  administers: true,
  approved: Array.from({ length: 60 }, (_, n) => persona(n)),
};

test('a full Home tab keeps to the limits and mentions nobody', () => {
  const view = homeView(full, 'en');
  expect(viewFaults(view)).toEqual([]);
  expect(JSON.stringify(view)).not.toMatch(/<!channel>|<!here>|<@U1>/);
});

test('an empty Home tab offers an interview and says that nothing is approved yet', () => {
  const view = homeView({ ...full, open: null, finished: 0, waiting: null, approved: [] }, 'en');
  expect(viewFaults(view)).toEqual([]);
  const text = JSON.stringify(view);
  expect(text).toContain('Talk about a customer');
  expect(text).toContain('None yet');
  expect(text).not.toContain('For reviewers');
  expect(text).not.toContain('What you told');
  expect(text.match(/"style":"primary"/g)).toHaveLength(1);
});

test('the welcome says who sees the answers before anybody answers', () => {
  const message = welcomeMessage('aggregates', 'en');
  expect(messageFaults(message)).toEqual([]);
  expect(JSON.stringify(message)).toContain('never with your name');
});

test('whoever checks leads finds the form where a negative persona is in use, and days are written out', () => {
  const text = JSON.stringify(homeView(full, 'en'));
  expect(text).toContain('"action_id":"leads_form:[]"');
  expect(text).toContain('· 16 November 2026');
  const buyers = full.approved.map((one) => ({ ...one, kind: 'buyer' as const }));
  expect(JSON.stringify(homeView({ ...full, approved: buyers }, 'en'))).not.toContain('leads_form');
});
