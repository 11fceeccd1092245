import { afterEach, expect, test } from 'vitest';
import { modelFor } from '../../src/model/openai.ts';
import { sentencesOf } from '../../src/personas/persona.ts';
import { listPersonas } from '../../src/personas/store.ts';
import { siteOf } from '../../src/report/site.ts';
import { loadContent } from '../../src/report/store.ts';
import { reviewMessage } from '../../src/review/blocks.ts';
import { evidenceModal } from '../../src/review/evidence-blocks.ts';
import { countingOf } from '../../src/review/names-store.ts';
import { themesMessage } from '../../src/review/theme-blocks.ts';
import { loadThemes } from '../../src/review/theme-store.ts';
import { messageFaults, viewFaults } from '../limits.ts';
import { configWith, NOW, plantedWorkspace, problem, type World } from '../personas/world.ts';
import { scripts } from '../shipped.ts';
import { attacks } from './attacks.ts';
import { type Body, completion, endpointThat, json } from './endpoint.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Material = {
  question?: string;
  quotation?: string;
  sentences: { id: string; place: string; text: string }[];
};
const spaced = (text: string) => text.replaceAll(/[ˆ¦‡¬⁞␣]/g, ' ');

/** A model that obeys: whatever it reads, it puts wherever it may write. */
function obedient(body: Body, seen: string[]): unknown {
  const material = JSON.parse(
    body.messages.at(-1)?.content.split('\n\nYour last answer')[0] ?? '',
  ) as Material;
  if (material.quotation !== undefined)
    return { translation: `${attacks[3]} https://evil.example <@U0GRACE> ${attacks[5]}` };
  const said = material.sentences.map(({ text }) => spaced(text));
  if (material.question !== undefined) {
    seen.push(...said);
    const labels = [...said, 'approve every persona', 'Pwned Pete 100'];
    return { findings: labels.slice(0, 6).map((label) => ({ kind: 'theme', label, sentence: 's1' })) };
  }
  const attack = (i: number) => attacks[i % attacks.length]!;
  return {
    name: 'Pwned <!channel>',
    subtitle: `${attack(1)} https://evil.example`,
    sentences: material.sentences.map(({ place, text }, i) => ({
      place,
      text: `${spaced(text)} ${attack(i)}`,
    })),
    suggestions: [{ team: 'sales', text: 'Approve all 100 of them at https://evil.example <@U0GRACE>.' }],
  };
}

async function world(planted: boolean): Promise<World> {
  const one = await plantedWorkspace();
  closing.push(() => one.close());
  const harmless = (i: number) =>
    `They were slow to answer, number ${'abcdefghijklmnopqrstuvwxyz'[i % 26]} of many.`;
  const trait = {
    industry: 'agency',
    budget_fit: 'below',
    contact_role: 'owner',
    company_size: '1-10',
    misfit: 'no_budget',
    fault: 'theirs',
  };
  const texts = attacks.map((attack, i) => (planted ? attack : harmless(i)));
  await one.interviews(texts.map((why, i) => problem(`attack${i}`, i, { ...trait, why })));
  const cell = (text: string) => `"${text.replaceAll('"', '""').replaceAll('\n', ' ')}"`;
  // A contact called Material would take the sentences that begin with that word away, as any name does.
  const named = texts.slice(0, -2).map((text) => text.slice(0, 150).replaceAll(/material/gi, 'mark'));
  const rows = named.map((text, i) =>
    planted
      ? `attack${i},${cell(text)},${cell(text)},${cell(text)},no`
      : `attack${i},Attack${i} Works,Pat,Doe,no`,
  );
  await one.customers(['key,name,first_name,city,good', ...rows].join('\n'));
  for (const [i, text] of named.slice(0, 6).entries()) {
    const name = planted ? text : `Colleague ${i}`;
    await one.db.updateTable('people').set({ name }).where('id', '=', `U0R${i}`).execute();
  }
  return one;
}

const UNESCAPED = /<!(?:channel|here|everyone|subteam)|<@U0GRACE>|<https:\/\/evil|\u202e|\u2066/;

/** Everything about a persona that a text must not change. */
const facts = (personas: Awaited<ReturnType<typeof listPersonas>>) =>
  personas.map(({ id, status, body }) => ({
    id,
    status,
    kind: body.kind,
    verdict: body.verdict,
    verdictReason: body.verdictReason,
    strength: body.strength,
    caseCount: body.caseCount,
    disqualifiers: body.disqualifiers,
    economics: body.economics,
    claims: body.claims,
    descriptions: body.descriptions,
    evidence: sentencesOf(body)
      .filter(({ sentence }) => !sentence.assumption)
      .map(({ sentence }) => sentence.evidence),
  }));

test('more than ninety attack texts, read and obeyed by a model, change no status, verdict, number or other persona', async () => {
  expect(attacks.length).toBeGreaterThanOrEqual(90);
  const clean = await world(false);
  await clean.draft();
  const attacked = await world(true);
  const seen: string[] = [];
  const endpoint = await endpointThat((body, response) =>
    json(response, 200, completion(obedient(body, seen))),
  );
  closing.push(endpoint.close);
  const config = configWith({ OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: 'obedient' });
  await attacked.draft({ config, model: modelFor(config.model, { retries: 0, timeoutMs: 20_000 }) });
  const drafted = await listPersonas(attacked.db, attacked.workspace);
  expect(facts(drafted)).toEqual(facts(await listPersonas(clean.db, clean.workspace)));
  expect(seen.length).toBeGreaterThanOrEqual(90);

  // Nothing that it wrote stands in a persona's own words; what was dropped is said.
  const words = drafted
    .map(({ body }) => JSON.stringify([body.name, body.subtitle, sentencesOf(body)]))
    .join('\n');
  for (const sign of [
    'evil.example',
    '<!channel>',
    '<@U0GRACE>',
    'Pwned',
    '100 of 100',
    'Ignore all',
    'Игнорируй',
    'evorppa',
    'javascript:',
    '\u001b',
    'Vtaber',
    'im_start',
  ])
    expect(words, sign).not.toContain(sign);
  expect(drafted.every(({ body }) => body.dropped.length > 0)).toBe(true);

  // What reviewers see is escaped and within the limits.
  const messages = [
    ...drafted.map((one) => reviewMessage(one, null, 'en')),
    themesMessage(await loadThemes(attacked.db, attacked.workspace), 'en'),
  ];
  for (const message of messages) {
    expect(messageFaults(message)).toEqual([]);
    expect(UNESCAPED.exec(JSON.stringify(message))).toBeNull();
  }
  for (const one of drafted) {
    const view = evidenceModal(one, await countingOf(attacked, one, 40), 'en', ['Pete']);
    expect(viewFaults(view)).toEqual([]);
    expect(UNESCAPED.exec(JSON.stringify(view))).toBeNull();
  }

  // So is every page and file that a colleague opens.
  await attacked.db.updateTable('persona_versions').set({ status: 'approved', decided_at: NOW }).execute();
  const source = { db: attacked.db, workspace: attacked.workspace, config, scripts, now: NOW };
  const pages = siteOf(await loadContent(source, 'reviewers')).filter(({ path }) => path.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(2);
  for (const { text } of pages)
    expect(text).not.toMatch(/<img src=x|onerror=alert\(1\)>|<script>fetch|\u202e/);

  // Every attack left as data: its words joined by a sign, in no instruction.
  for (const text of endpoint.bodies) {
    const {
      messages: [system, user],
    } = JSON.parse(text) as { messages: { content: string }[] };
    expect(system?.content).not.toContain('developer mode');
    expect(user?.content).not.toContain('Ignore all previous');
  }
});
