import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Message } from '../src/sandbox/protocol.ts';
import { put } from '../src/slack/outbox.ts';
import { answerAll, asked, begin, formOf, goesOn, isAsked, PROBLEM } from './interviewing.ts';
import { inside, type Person, person, waitFor } from './person.ts';
import { openWorld, type World } from './world.ts';

const FAMILY = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';
const HEBREW = 'הם שינו את דעתם בכל שבוע';

/** The newest value of each answer, and how often it was said. */
async function answersOf({
  db,
}: World): Promise<Record<string, { value: unknown; revision: number; state: string }>> {
  const rows = await db
    .selectFrom('answer_revisions')
    .innerJoin('answers', 'answers.id', 'answer_revisions.answer')
    .select(['question', 'value', 'revision', 'state'])
    .orderBy('revision')
    .execute();
  return Object.fromEntries(
    rows.map(({ question, value, revision, state }) => [
      question,
      { value: JSON.parse(value ?? 'null') as unknown, revision, state },
    ]),
  );
}

/** An interview at one of its questions. */
async function at(who: Person, screen: string): Promise<Message> {
  await begin(who);
  return (await answerAll(who, PROBLEM, screen)).message;
}

/** The same message once more, as a crash between posting and marking leaves it. */
async function repeated({ app }: World, { channel, text, blocks }: Message): Promise<Message> {
  const { ts = '' } = await app().bot.client.chat.postMessage({ channel, text, blocks: blocks as never });
  return { channel, ts, text, blocks } as Message;
}

/** Every word the bot has posted, as Slack would read it. */
const posted = ({ sandbox }: World) =>
  JSON.stringify(sandbox.calls.filter(({ method }) => method.startsWith('chat.')).map(({ args }) => args));

test('an unknown sub-command is answered with a sentence', async () => {
  const { anna } = await openWorld();
  await anna.command('frobnicate the widget');
  await anna.sees('No persona is approved at the moment');
  await anna.command('interview nonsense');
  await anna.sees(/There is no interview “nonsense”. There is: `comparable-customer`, .*`worksheet`/);
});

test('an answer of 40,000 characters is kept whole and shown in short', async () => {
  const world = await openWorld();
  const { anna } = world;
  await at(anna, 'why');
  const long = `They ${'never '.repeat(6_665)}stop.`.padEnd(40_000, '!');
  await anna.say(long);
  await goesOn(anna, 'why');
  expect((await answersOf(world)).why?.value).toBe(long);
  await anna.click('Edit');
  expect(inside((await formOf(anna)).blocks, 'too long for a form')).toBe(true);
});

test('a message over 40,000 characters is refused before it is sent, and nothing is lost', async () => {
  const { anna } = await openWorld();
  await at(anna, 'why');
  expect(await anna.say('x'.repeat(40_001))).toMatchObject({ ok: false, code: 'msg_too_long' });
  expect((await asked(anna))?.screen).toBe('why');
});

test('emoji and right-to-left text are kept as written', async () => {
  const world = await openWorld();
  const { anna } = world;
  await begin(anna);
  await anna.say(`${FAMILY} כרמל`);
  await isAsked(anna, 'industry');
  await answerAll(anna, PROBLEM, 'why');
  await anna.say(`${HEBREW} ${FAMILY}`);
  await goesOn(anna, 'why');
  await anna.sees(`${HEBREW} ${FAMILY}`);
  await anna.sees(`${FAMILY} כרמל`);
  expect((await answersOf(world)).why?.value).toBe(`${HEBREW} ${FAMILY}`);
});

test('mentions and markup in answers stay text: in messages, forms, lists and the summary', async () => {
  const world = await openWorld();
  const { anna } = world;
  await begin(anna);
  await anna.say('<!channel> & Sons <https://evil.example|Bank>');
  await isAsked(anna, 'industry');
  await answerAll(anna, PROBLEM, 'why');
  await anna.say('Wrote <!everyone> & <@U0BEN> & "1 < 2 > 0" to @Ben Okafor, *always*');
  await goesOn(anna, 'why');
  await anna.sees('Wrote &lt;!everyone&gt; &amp; ');
  await answerAll(anna, PROBLEM);
  await anna.sees('&lt;!channel&gt; &amp; Sons &lt;https://evil.example|Bank&gt;');
  expect(posted(world)).not.toMatch(/<[!@#]|<https:\/\/evil/);
  expect((await answersOf(world)).why?.value).toContain('Wrote <!everyone> & <@U0BEN> & "1 < 2 > 0"');
});

test('a click on an old question changes nothing and says where the newest one is', async () => {
  const world = await openWorld();
  const { anna } = world;
  const old = await repeated(world, await at(anna, 'main_trouble'));
  await anna.choose('late_payment');
  await isAsked(anna, 'why');
  await anna.chooseAt(old, 'tone');
  await anna.sees('The newest question is at the bottom');
  await anna.clickAt(old, 'Skip');
  expect((await answersOf(world)).main_trouble).toMatchObject({ value: 'late_payment', revision: 1 });
  expect((await asked(anna))?.screen).toBe('why');
});

test('a button that the bot does not know any more is answered with a sentence', async () => {
  const world = await openWorld();
  const { anna } = world;
  const element = {
    type: 'button',
    action_id: 'of_an_older_version',
    text: { type: 'plain_text', text: 'Go' },
  };
  await anna.command('help');
  const channel = await anna.direct();
  const old = await repeated(world, {
    channel,
    text: 'old',
    blocks: [{ type: 'actions', block_id: 'b', elements: [element] }],
  } as unknown as Message);
  await anna.clickAt(old, 'Go');
  await anna.sees('This button belongs to an older version');
});

test('two clicks at once are one answer, and the interview goes on', async () => {
  const world = await openWorld();
  const { anna } = world;
  const question = await at(anna, 'main_trouble');
  await Promise.all([anna.chooseAt(question, 'tone'), anna.chooseAt(question, 'tone')]);
  await isAsked(anna, 'why');
  expect((await answersOf(world)).main_trouble).toMatchObject({ value: 'tone', revision: 1 });
  expect((await anna.messages()).some(({ text }) => text.includes('already answered'))).toBe(false);
});

test('of two different clicks at once the first one counts', async () => {
  const world = await openWorld();
  const { anna } = world;
  const question = await at(anna, 'main_trouble');
  await repeated(world, question);
  await Promise.all([anna.chooseAt(question, 'tone'), anna.choose('silence')]);
  await isAsked(anna, 'why');
  expect((await answersOf(world)).main_trouble).toMatchObject({ revision: 1 });
  await anna.sees('already answered');
});

test('a form submitted with nothing skips its questions', async () => {
  const world = await openWorld();
  const { anna } = world;
  await at(anna, 'industry');
  await anna.click(/^Answer/);
  expect(await anna.fill({})).toEqual({ ok: true });
  await isAsked(anna, 'main_trouble');
  const { industry, budget_fit } = await answersOf(world);
  expect([industry, budget_fit]).toMatchObject([
    { value: null, state: 'skipped' },
    { value: null, state: 'skipped' },
  ]);
});

test('a number where words were asked is kept as it stands', async () => {
  const world = await openWorld();
  const { anna } = world;
  await at(anna, 'why');
  await anna.say('42');
  await goesOn(anna, 'why');
  expect((await answersOf(world)).why).toMatchObject({ value: '42', state: 'answered' });
});

test('words where a number was asked are refused under their inputs, and the form keeps the rest', async () => {
  const world = await openWorld();
  const { anna } = world;
  await at(anna, 'hours_to_close');
  await anna.click(/^Answer/);
  const refused = await anna.fill({
    'q.hours_to_close': 'ages',
    'q.cost_time': '12',
    'q.cost_money': '1.200',
  });
  expect(refused).toMatchObject({
    ok: false,
    errors: {
      'q.hours_to_close': expect.stringContaining('I need a number here, for example 40, 6 hours or 3 days.'),
      'q.cost_money': expect.stringContaining('two different numbers'),
    },
  });
  await anna.fill({ 'q.hours_to_close': '2 days', 'q.cost_money': '1200' });
  await goesOn(anna, 'hours_to_close');
  const { hours_to_close, cost_time, cost_money } = await answersOf(world);
  expect([hours_to_close, cost_time, cost_money]).toMatchObject([
    { value: 16 },
    { value: 12 },
    { value: 1200 },
  ]);
});

test('words typed where a form is asked are answered with what to do', async () => {
  const { anna } = await openWorld();
  await at(anna, 'hours_to_close');
  await anna.say('it cost us a fortune');
  await anna.sees('press the button to answer them');
  expect((await asked(anna))?.screen).toBe('hours_to_close');
});

test('a file is not kept, and the words beside it are taken', async () => {
  const world = await openWorld();
  const { anna } = world;
  await at(anna, 'why');
  await anna.upload('complaint.pdf', '');
  await anna.sees('I do not keep files');
  expect((await asked(anna))?.screen).toBe('why');
  await anna.upload('complaint.pdf', 'They sent the contract back three times.');
  await goesOn(anna, 'why');
  expect((await answersOf(world)).why?.value).toBe('They sent the contract back three times.');
});

test('an edited message edits the answer', async () => {
  const world = await openWorld();
  const { anna } = world;
  await at(anna, 'why');
  const said = await anna.say('They payed late.');
  await goesOn(anna, 'why');
  await anna.edit(said.ok ? (said.ts ?? '') : '', 'They paid late.');
  await anna.sees(/✓ .* — They paid late\./);
  expect((await answersOf(world)).why).toMatchObject({ value: 'They paid late.', revision: 2 });
});

test('a message that was not taken is heard again when it is edited', async () => {
  const world = await openWorld();
  const { anna } = world;
  await begin(anna);
  const said = await anna.say('x'.repeat(300));
  await anna.sees('A customer’s name has at most');
  const ts = said.ok ? String(said.ts) : '';
  await anna.edit(ts, 'Acme GmbH');
  await goesOn(anna, 'customer');
  expect((await answersOf(world)).customer).toMatchObject({ state: 'answered' });
});

test('a deleted message takes its answer back, and undo brings it again', async () => {
  const world = await openWorld();
  const { anna } = world;
  await at(anna, 'why');
  const said = await anna.say('Said in anger.');
  await goesOn(anna, 'why');
  await anna.remove(said.ok ? (said.ts ?? '') : '');
  await anna.sees('is taken back and counts no more');
  expect((await answersOf(world)).why).toMatchObject({ value: null, state: 'withdrawn' });
  await anna.click('Undo');
  await anna.sees(/✓ .* — Said in anger\./);
  expect((await answersOf(world)).why).toMatchObject({
    value: 'Said in anger.',
    state: 'answered',
    revision: 3,
  });
});

test('what a bot writes is no answer', async () => {
  const world = await openWorld();
  const { anna } = world;
  const { channel } = await at(anna, 'why');
  await world.app().bot.client.chat.postMessage({ channel, text: 'stop' });
  await anna.say('Because of the price.');
  await goesOn(anna, 'why');
  const { why } = await answersOf(world);
  expect(why).toMatchObject({ value: 'Because of the price.', revision: 1 });
});

test('a message to somebody who has left is given up, and the ones behind it arrive', async () => {
  const { app, db, anna } = await openWorld();
  const { workspace, flush } = app().bot;
  const now = new Date().toISOString();
  await put(db, workspace, 'to-olaf', 'U0OLD', { text: 'Are you there?' }, now);
  await put(db, workspace, 'to-anna', 'U0ANNA', { text: 'Good morning.' }, now);
  await flush();
  await anna.sees('Good morning.');
  const row = await waitFor('the failure', async () => {
    const found = await db.selectFrom('outbox').selectAll().where('slot', '=', 'to-olaf').executeTakeFirst();
    return found?.failure ? found : null;
  });
  expect(row.wanted).toBeNull();
});

test('a name that is not one is refused, and the question stays', async () => {
  const { anna } = await openWorld();
  await begin(anna);
  await anna.say('x'.repeat(500));
  await anna.sees('A customer’s name has at most');
  expect((await asked(anna))?.screen).toBe('customer');
});

/** Starts the bot as `npm start` does, in a folder of its own. */
async function startIn(files: Record<string, string>, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-start-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const child = spawn(process.execPath, [resolve('src/mismatch.js'), 'start'], { cwd: folder, env });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, stderr };
}

test('broken settings and a broken script stop the start together, every fault listed', async () => {
  const { code, stderr } = await startIn({
    '.env': 'PORT=many\nTIMEZONE=Mars/Olympus\nSUMMARY_AT=noonish\nSLACK_BOT_TOKEN=abc\n',
    'prompts/scripts/broken.yaml':
      'id: broken\nversion: 1\ntitle: Broken\ncase: problem\nquestions:\n  - key: one\n',
  });
  expect(code).toBe(1);
  expect(stderr).toContain('Mismatch did not start:');
  for (const name of ['PORT', 'TIMEZONE', 'SUMMARY_AT', 'SLACK_BOT_TOKEN']) {
    expect(stderr).toContain(`- ${name} must be`);
  }
  expect(stderr).toMatch(/- .*broken\.yaml:6: /);
  expect(stderr).not.toMatch(/\n\s+at /);
});

/** Starts the bot in its built-in workspace, empty, with these scripts; resolves once it prints its address. */
async function startWith(folder: string) {
  const child = spawn(process.execPath, [resolve('src/mismatch.js'), 'start', '--empty'], {
    env: { PORT: '0', DATABASE_URL: `file:${join(folder, 'test.db')}`, SCRIPTS_DIR: folder },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const url = await new Promise<string>((found) => {
    child.stdout.on('data', (words) => {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(String(words))?.[0];
      if (address) found(address);
    });
  });
  const stop = async () => {
    const ended = new Promise((done) => child.once('close', done));
    child.kill('SIGTERM');
    await ended;
  };
  return { anna: person(url, 'U0ANNA'), stderr: () => stderr, stop };
}

const GOOD =
  'id: good\nversion: 1\ntitle: Good\ncase: problem\nquestions:\n  - { key: why, ask: Why?, type: text }\n';

test('a broken script is not offered, no other one takes its place, and the bot starts with the others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-partly-'));
  writeFileSync(join(folder, 'good.yaml'), GOOD);
  writeFileSync(
    join(folder, 'problem-customer.yaml'),
    'id: problem-customer\nversion: 1\ntitle: Broken\ncase: problem\n',
  );
  const { anna, stderr } = await startWith(folder);
  await expect
    .poll(stderr)
    .toMatch(/WARNING: some interview scripts cannot be used[\s\S]*problem-customer\.yaml:\d+: /);
  await anna.say('hello');
  await anna.click('Talk about a customer');
  await anna.sees(/`problem-customer` cannot be used.* Nothing was started\. Tell <@U0GRACE>: /);
  await anna.command('interview nonsense');
  await anna.sees('There is: `good`');
});

test('one script for a role begins at once, though another that is not for that role cannot be used', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-other-role-'));
  writeFileSync(join(folder, 'good.yaml'), GOOD);
  const broken = 'version: 1\ntitle: Broken\ncase: problem\naudience: [support]\n';
  writeFileSync(join(folder, 'other.yaml'), `id: other\n${broken}`);
  const { anna } = await startWith(folder);
  await anna.command('interview');
  await anna.click('Sales');
  await anna.sees('Which customer');
});

test('a script that was changed without a new version runs as it was, and the start says which file and what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-changed-'));
  const file = join(folder, 'good.yaml');
  writeFileSync(file, GOOD);
  const first = await startWith(folder);
  await first.stop();
  expect(first.stderr()).not.toContain('WARNING');
  writeFileSync(file, GOOD.replace('Why?', 'Why on earth?'));
  const { anna, stderr } = await startWith(folder);
  await expect
    .poll(stderr)
    .toMatch(/changed without a new version[\s\S]*good\.yaml: it still says version 1; set it to 2/);
  await anna.command('interview good');
  await anna.click('Sales');
  await anna.sees('Which customer');
  await anna.say('Acorn Deli');
  expect(JSON.stringify((await anna.sees('Why')).blocks)).toContain('Why?');
});

test('half of the Slack settings stop the start with the names of the missing ones', async () => {
  const { code, stderr } = await startIn(
    { '.env': 'SLACK_BOT_TOKEN=xoxb-1\n' },
    { SCRIPTS_DIR: resolve('prompts/scripts') },
  );
  expect(code).toBe(1);
  expect(stderr).toContain('SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)');
});

test('a broken database file stops the start and stays as it is', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'mismatch-broken-')), 'broken.db');
  const words = 'this is no database, and somebody may still want it back\n'.repeat(100);
  writeFileSync(file, words);
  const { code, stderr } = await startIn(
    {},
    { DATABASE_URL: `file:${file}`, SCRIPTS_DIR: resolve('prompts/scripts') },
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /broken.db is damaged or is no database: restore it from a backup, or set DATABASE_URL/,
  );
  expect(readFileSync(file, 'utf8')).toBe(words);
});
