import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { countedBy, firstCountedBy, foreignAmong, inFull } from '../../src/personas/customers.ts';
import { listPersonas } from '../../src/personas/store.ts';
import { draftedWorkspace, plantedWorkspace, type World } from './world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

async function drafted() {
  const world = await draftedWorkspace();
  open.push(world);
  return { world, personas: await listPersonas(world.db, world.workspace) };
}

test('whom a draft counts is read again from its links: every claim, description and persona', async () => {
  const world = await plantedWorkspace();
  open.push(world);
  const { personas, claims } = await world.draft();
  const stored = await listPersonas(world.db, world.workspace);
  for (const one of stored) {
    const full = await inFull(world.db, world.workspace, one);
    const told = personas.find(({ id }) => id === one.id)!;
    expect(full.body.cases).toEqual(told.cases);
    expect(full.body.descriptions).toEqual(told.descriptions);
    expect(full.claims.length).toBe(one.claims.length);
    for (const claim of full.claims) expect(claim).toMatchObject(claims.find(({ id }) => id === claim.id)!);
  }
});

test('the first few behind a claim are the first of all', async () => {
  const { world, personas } = await drafted();
  for (const one of personas) {
    for (const { id } of [...one.claims, ...one.body.descriptions]) {
      const all = await countedBy(world.db, world.workspace, one, id);
      const few = await firstCountedBy(world.db, world.workspace, one, id, 3);
      for (const side of ['cases', 'against', 'comparisonCases', 'comparisonAgainst'] as const)
        expect(few[side], `${one.id} ${id} ${side}`).toEqual(all[side].slice(0, 3));
    }
  }
});

test('a claim is foreign to a persona whose customers it does not count', async () => {
  const { world, personas } = await drafted();
  const persona = personas.find(({ claims }) => claims.length > 0)!;
  const key = { workspace: world.workspace, persona: persona.id, version: persona.version };
  expect(await foreignAmong(world.db, world.workspace, persona)).toEqual(new Set());
  await world.db
    .deleteFrom('persona_cases')
    .where((eb) => eb.and(key))
    .execute();
  const all = new Set(persona.claims.map(({ id }) => id));
  expect(await foreignAmong(world.db, world.workspace, persona)).toEqual(all);
});

test('what an earlier version stored with its lists reads the same after the upgrade', async () => {
  const { world, personas } = await drafted();
  const { db, raw, workspace } = world;
  const now = () => raw.prepare('SELECT persona, version, id, body FROM claims ORDER BY 1, 2, 3').all();
  const before = now();
  for (const one of personas) {
    const { body } = await inFull(db, workspace, one);
    raw.prepare('UPDATE persona_versions SET body = ? WHERE persona = ?').run(JSON.stringify(body), one.id);
    for (const row of raw.prepare('SELECT id, body FROM claims WHERE persona = ?').all(one.id)) {
      const { id, body: text } = row as { id: string; body: string };
      const { n: _n, ...counts } = JSON.parse(text) as { type: string; n?: number };
      const { cases, against, ...compared } = await countedBy(db, workspace, one, id);
      const sides = counts.type === 'figure' ? { cases } : { cases, against };
      const old = { ...counts, ...sides, ...(counts.type === 'claim' ? compared : {}) };
      raw
        .prepare('UPDATE claims SET body = ? WHERE persona = ? AND id = ?')
        .run(JSON.stringify(old), one.id, id);
    }
  }
  raw.exec(readFileSync('db/migrations/0029_customers_stand_in_links_alone.sql', 'utf8'));
  const parsed = (rows: unknown[]) =>
    (rows as { id: string; body: string }[]).map((row) => ({
      ...row,
      body: JSON.parse(row.body) as unknown,
    }));
  expect(parsed(now())).toEqual(parsed(before));
  expect(JSON.stringify(now())).not.toContain('"cases"');
  expect(await listPersonas(db, workspace)).toEqual(personas);
  expect(raw.prepare('SELECT body FROM persona_versions').pluck().all().join()).not.toContain('"cases"');
});
