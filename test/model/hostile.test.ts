import { afterEach, expect, test } from 'vitest';
import type { DraftResult } from '../../src/drafting/result.ts';
import { modelFor } from '../../src/model/openai.ts';
import { numbersIn } from '../../src/personas/numbers.ts';
import { insultIn, protectedWord } from '../../src/text/unfit.ts';
import { configWith, plantedWorkspace, problem, type World } from '../personas/world.ts';
import { type Body, completion, endpointThat, json } from './endpoint.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Line = { place: string; text: string };
type Material = { question?: string; sentences: Line[] };
type Answer = { name?: string; subtitle?: string; sentences?: unknown[]; suggestions?: unknown[] };
const spaced = (text: string) => text.replaceAll(/[ˆ¦‡¬⁞]/g, ' ');
const kept = ({ sentences }: Material): Line[] =>
  sentences.map(({ place, text }) => ({ place, text: spaced(text) }));

async function planted(): Promise<World> {
  const world = await plantedWorkspace();
  closing.push(() => world.close());
  return world;
}

let cleanOnce: Promise<DraftResult> | null = null;
const clean = () => {
  cleanOnce ??= planted().then((world) => world.draft());
  return cleanOnce;
};

/** Drafts with a model that answers as told; what it is asked about single answers it leaves alone. */
async function draftedBy(answer: (material: Material, asked: number) => Answer | string, given?: World) {
  const world = given ?? (await planted());
  let asked = 0;
  const endpoint = await endpointThat((body: Body, response) => {
    const material = JSON.parse(
      body.messages.at(-1)?.content.split('\n\nYour last answer')[0] ?? '',
    ) as Material;
    if (material.question !== undefined) return json(response, 200, completion({ findings: [] }));
    const reply = answer(material, asked++);
    const whole = { name: '', subtitle: '', sentences: [], suggestions: [] };
    json(response, 200, completion(typeof reply === 'string' ? reply : { ...whole, ...reply }));
  });
  closing.push(endpoint.close);
  const config = configWith({ OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: `m${endpoint.url}` });
  const model = modelFor(config.model, { retries: 0, timeoutMs: 20_000 });
  return { result: await world.draft({ config, model }), bodies: endpoint.bodies };
}

const story = ({ personas }: DraftResult) => personas.map((one) => one.story.map(({ text }) => text));
const everyWord = ({ personas }: DraftResult) =>
  personas
    .map((one) => JSON.stringify([one.name, one.subtitle, one.story, one.redFlags, one.actions]))
    .join('\n');
const quotes = ({ personas }: DraftResult) => personas.map((one) => one.quotes);

let former: Line[] = [];
const hostile: Record<string, (material: Material, asked: number) => Answer> = {
  'invents quotes': (m) => ({
    sentences: kept(m).map((line) => ({ ...line, text: `${line.text} “We hate paying,” said one of them.` })),
  }),
  'invents numbers': (m) => ({
    sentences: kept(m).map((line) => ({ ...line, text: `${line.text} In all, 97 of 99.` })),
  }),
  'invents numbers in words': (m) => ({
    sentences: kept(m).map((line) => ({ ...line, text: line.text.replace('.', ', nearly all.') })),
  }),
  'moves its numbers about': (m) => ({
    sentences: kept(m).map((line) => ({ ...line, text: line.text.replace('{n1}', '{n2}') })),
  }),
  'swaps sentences between personas': (m) => {
    const [mine, others] = [kept(m), former];
    former = mine;
    return {
      sentences: mine.map(({ place }, i) => ({
        place,
        text: others[i]?.text ?? 'Something else entirely happened there.',
      })),
    };
  },
  insults: (m) => ({
    name: 'Idiot Ian',
    sentences: kept(m).map((line) => ({ ...line, text: `${line.text} Idiots.` })),
    suggestions: [{ team: 'sales', text: 'Laugh at these greedy losers.' }],
  }),
  'proposes protected traits': (m) => ({
    subtitle: 'Elderly pensioners',
    sentences: kept(m)
      .filter(({ place }) => !place.startsWith('story'))
      .map((line) => ({ ...line, text: `Elderly women: ${line.text}` })),
    suggestions: [{ team: 'marketing', text: 'Leave out immigrants.' }],
  }),
  'answers in the wrong language': (m) => ({
    sentences: kept(m).map((line) => ({
      ...line,
      text: `Большая часть этих компаний постоянно торгуется ${(line.text.match(/\{n\d+\}/g) ?? []).join(' ')}.`,
    })),
  }),
};
for (const [what, answer] of Object.entries(hostile)) {
  test(`a model that ${what} is caught every time, and the draft is as useful as before`, async () => {
    const { result } = await draftedBy(answer);
    const embedded = await clean();
    expect(story(result)).toEqual(story(embedded));
    expect(quotes(result)).toEqual(quotes(embedded));
    expect(result.claims).toEqual(embedded.claims);
    expect(result.personas.every(({ dropped }) => dropped.length > 0)).toBe(true);
    const words = everyWord(result);
    expect(insultIn(words)).toBeNull();
    expect(protectedWord(words)).toBeNull();
  });
}

test('a model that invents ids and places is asked once more, and then not listened to', async () => {
  const { result } = await draftedBy(() => ({
    sentences: [
      { place: 'story.99', text: 'Invented.' },
      { place: 'verdict', text: 'keep' },
    ],
  }));
  expect(story(result)).toEqual(story(await clean()));
  expect(result.personas.every(({ voice }) => voice === 'embedded')).toBe(true);
});

test('a reply of two megabytes is given up, and the draft is there', async () => {
  const { result } = await draftedBy(() => 'x'.repeat(2_000_000));
  expect(story(result)).toEqual(story(await clean()));
  expect(result.model.note).toContain('far too long');
});

test('a good paraphrase stands, numbers and all', async () => {
  const { result } = await draftedBy((m) => ({
    sentences: kept(m).map((line) => ({
      ...line,
      text: line.text.replace('Most of them', 'Typically most of them'),
    })),
  }));
  expect(
    story(result)
      .flat()
      .some((text) => text.startsWith('Typically most of them')),
  ).toBe(true);
  expect(numbersIn(story(result).join(' ')).map(({ number }) => number)).toEqual(
    numbersIn(story(await clean()).join(' ')).map(({ number }) => number),
  );
});

const canaries = [
  'mole@secret.example',
  '+49 30 1234567',
  'Zebulon',
  'Quist',
  'DE89 3704',
  '4111 1111',
  'Canarybird',
  'Oakenfold',
];
test('canaries stand in no request, no log line of ours, no kept reply and no persona, also where the model echoes them', async () => {
  const world = await planted();
  const leak =
    'Canarybird let Zebulon Quist and Mr. Oakenfold write from mole@secret.example or call +49 30 1234567 about the budget, DE89 3704 0044 0532 0130 00, 4111 1111 1111 1111.';
  await world.customers('key,name,first_name,last_name,good\ncanary0,Canarybird,Zebulon,Quist,no');
  await world.interviews(
    Array.from({ length: 8 }, (_, i) =>
      problem(`canary${i}`, i, {
        industry: 'agency',
        budget_fit: 'below',
        contact_role: 'owner',
        company_size: '1-10',
        why: `${leak} ${'abcdefgh'[i]}`,
      }),
    ),
  );
  const echo = `Customer-1 and Person-1 of Canarybird, ${canaries.join(', ')}`;
  const { result, bodies } = await draftedBy(
    (m) => ({
      name: 'Zebulon Zest',
      subtitle: echo,
      sentences: kept(m).map((line) => ({ ...line, text: `${line.text} ${echo}` })),
      suggestions: [{ team: 'sales', text: `Call ${echo}` }],
    }),
    world,
  );
  const rows = JSON.stringify(
    await world.db.selectFrom('model_calls').select(['prompt', 'request_hash', 'outcome']).execute(),
  );
  const audit = JSON.stringify(await world.db.selectFrom('audit_log').selectAll().execute());
  for (const canary of canaries) {
    expect(
      bodies.some((body) => body.includes(canary)),
      canary,
    ).toBe(false);
    expect(everyWord(result), canary).not.toContain(canary);
    expect(rows + audit, canary).not.toContain(canary);
  }
  const quoted = JSON.stringify(quotes(result));
  for (const known of canaries.filter((one) => one !== 'Oakenfold'))
    expect(quoted, known).not.toContain(known);
});

test('an alias that a model carries over from a quote names nobody: the sentence, the suggestion and the titles are dropped', async () => {
  const world = await planted();
  const why =
    'Every call with Miranda Oakenfold ended with a request for a lower price. Nothing else mattered.';
  await world.interviews(
    Array.from({ length: 14 }, (_, i) => problem(`bargain${i}`, i, { why, budget_fit: 'below' })),
  );
  const { result, bodies } = await draftedBy(
    (m) => ({
      name: 'Patient Person-1',
      subtitle: 'Small agencies with Person-1',
      sentences: kept(m).map((line) => ({ ...line, text: line.text.replace(/\.$/, ' with Person-1.') })),
      suggestions: [{ team: 'sales', text: 'Ask Person-1 for the budget first.' }],
    }),
    world,
  );
  expect(bodies.join('')).toMatch(/Person-\d/);
  expect(everyWord(result)).not.toMatch(/Miranda|Oakenfold|Person-\d/);
  expect(result.personas[0]?.dropped.map(({ what }) => what)).toContain('actions.sales');
});

test('letters of two alphabets in one word, and characters that nobody sees, are dropped', async () => {
  const { result } = await draftedBy((m) => ({
    subtitle: 'Smаll agencies',
    sentences: kept(m).map((line) => ({
      ...line,
      text: `${line.text.slice(0, 3)}\u200b${line.text.slice(3)}`,
    })),
    suggestions: [{ team: 'sales', text: 'Аpprove this kind at once.' }],
  }));
  expect(story(result)).toEqual(story(await clean()));
  expect(everyWord(result)).not.toMatch(/\u200b|Аpprove|Smаll/);
});

const steps = [0, 1, 7, 8, 9, 12];
for (const step of steps) {
  test(`the network pulled out after ${step} answers: the run ends, drafts are there, the next run asks only the rest`, async () => {
    const world = await planted();
    let left = step;
    let made = 0;
    const endpoint = await endpointThat((body, response) => {
      if (left-- <= 0) return void response.destroy();
      made += 1;
      const reads = body.messages.at(-1)?.content.includes('"question"');
      json(
        response,
        200,
        completion(
          reads
            ? { findings: [] }
            : {
                name: '',
                subtitle: '',
                sentences: [],
                suggestions: [{ team: 'sales', text: 'Keep a friendly note.' }],
              },
        ),
      );
    });
    closing.push(endpoint.close);
    const config = configWith({ OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: `m${endpoint.url}` });
    const model = modelFor(config.model, { retries: 0, timeoutMs: 5_000 });
    const first = await world.draft({ config, model });
    const all = 8 + first.personas.length;
    expect(first.personas.length).toBeGreaterThan(2);
    expect(story(first)).toEqual(story(await clean()));
    expect(first.model.note).toMatch(/cannot be reached|could not be read/);
    const done = made;
    left = 1_000;
    const second = await world.draft({ config, model });
    expect(made).toBe(all);
    expect(second.model.calls).toBe(all - done);
    expect((await world.draft({ config, model })).model.calls).toBe(0);
  });
}
