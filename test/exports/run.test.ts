import { afterEach, beforeAll, expect, test } from 'vitest';
import { eraseStaff } from '../../src/erasure/erasure.ts';
import { allFormats, ExportRefused, fileFor } from '../../src/exports/run.ts';
import { isInUse } from '../../src/exports/store.ts';
import { writeInThread } from '../../src/exports/writer.ts';
import { nameOf, placeOf } from '../../src/failure.ts';
import { casesOf } from '../../src/personas/customers.ts';
import { approvedPersonas } from '../../src/personas/store.ts';
import { draftedWorkspace, NOW, type World } from '../personas/world.ts';
import { scripts } from '../shipped.ts';

const open: World[] = [];
// The first workspace is planted and drafted; on a busy machine that takes longer than a test may.
beforeAll(async () => (await draftedWorkspace()).close());
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function approved() {
  const world = await draftedWorkspace();
  open.push(world);
  const { db, workspace } = world;
  await world.decide();
  const personas = await approvedPersonas(db, workspace);
  const source = { db, workspace, scripts, language: 'en', now: NOW } as const;
  return { ...world, source, personas, persona: personas.find(({ id }) => id === 'p1')! };
}

test('a customer that was called good since the approval is on no exclusion list, and is counted', async () => {
  const { customers, source, personas, persona } = await approved();
  const [good, bad] = await casesOf(source.db, source.workspace, persona);
  const line = (key: string, judged: string) =>
    `${key},${key},${key}.example,a@${key}.example,${judged},yes\n`;
  await customers(`key,name,domain,email,good,consent\n${line(good!, 'yes')}${line(bad!, 'no')}`);

  for (const format of ['google', 'linkedin', 'meta', 'hubspot', 'hubspot-list'] as const) {
    const { text, warnings } = await fileFor(source, persona, personas, format);
    expect(text).toContain(`${bad}.example`);
    expect(text).not.toContain(`${good}.example`);
    expect(warnings).toContain(
      '1 customer was left out: called good since, or no longer reported as a problem.',
    );
  }
});

test('a rule on a trait that a script has come to mark as protected leaves in no format, and the reason is told', async () => {
  const { source, personas, persona } = await approved();
  const { dimension } = persona.body.disqualifiers[0]!;
  const guarded = scripts.map((script) => ({
    ...script,
    questions: script.questions.map((one) =>
      one.dimension === dimension ? { ...one, protected: true } : one,
    ),
  }));
  for (const format of allFormats) {
    const file = fileFor({ ...source, scripts: guarded }, persona, personas, format);
    await expect(file).rejects.toThrow('which a script now marks as protected');
  }
});

test('a persona that loses its evidence while a file of it is written leaves in no file', async () => {
  const { db, workspace, persona } = await approved();
  const inUse = () => db.transaction().execute((trx) => isInUse(trx, workspace, persona));
  expect(await inUse()).toBe(true);
  const scope = { db, workspace, now: NOW, caution: 'Counted again.', actor: 'command line' };
  for (const reporter of [0, 1, 2, 3, 4, 5]) await eraseStaff(scope, `U0R${reporter}`);
  expect(await inUse()).toBe(false);
});

test('a file that is written in the thread is the same, a refusal keeps its words, and who is retired meanwhile leaves in none', async () => {
  const { db: _db, source, personas, persona, url, ...world } = await approved();
  const { db, ...rest } = source;
  const inThread = (format: (typeof allFormats)[number]) =>
    writeInThread({ ...rest, databaseUrl: url }, persona, format);
  const { text, ...file } = await fileFor(source, persona, personas, 'json');
  const { bytes, ...told } = (await inThread('json'))!;
  expect(told).toEqual(file);
  expect(Buffer.from(bytes).toString()).toBe(text);
  const refused = await fileFor(source, persona, personas, 'meta').catch((error: unknown) => error);
  await expect(inThread('meta')).rejects.toEqual(refused);
  expect(refused).toBeInstanceOf(ExportRefused);
  await world.decide({ decision: 'retire', reason: 'no longer' });
  expect(await approvedPersonas(db, source.workspace)).toEqual([]);
  expect(await inThread('markdown')).toBeNull();
});

test('what fails in the writing thread is told with its code and its place', async () => {
  const { db: _db, source, persona, url, raw } = await approved();
  const { db: _own, ...rest } = source;
  raw.exec('DROP TABLE approved_standings');
  const failed = await writeInThread({ ...rest, databaseUrl: url }, persona, 'json').catch((error) => error);
  expect(nameOf(failed)).toContain('SQLITE_ERROR');
  expect(placeOf(failed).join('\n')).toContain('src/');
  expect(placeOf(failed).join('\n')).not.toContain('writer.ts');
});
