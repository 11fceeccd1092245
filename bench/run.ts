import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** A bench is a file of this folder that exports `run`; it prints what it measured and sets the exit code. */
type Bench = { run: (args: string[]) => Promise<void> };

const folder = import.meta.dirname;
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length));
const [name, ...args] = process.argv.slice(2);

if (name !== undefined && names.includes(name)) {
  const bench = (await import(pathToFileURL(`${folder}/${name}.ts`).href)) as Bench;
  await bench.run(args);
} else {
  console.error(`npm run bench -- NAME, where NAME is one of: ${names.sort().join(', ')}`);
  process.exitCode = 2;
}
