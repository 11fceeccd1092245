#!/usr/bin/env node
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// Plain JavaScript on purpose: Node below 22.18 cannot read the TypeScript that follows, and the
// SQLite driver crashes the process there, so the version is checked before anything else is loaded.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Mismatch needs Node 22.18 or newer and this is ${process.version}: run it through npm (npm start, or npm run mismatch -- …), which brings its own Node 24 after npm ci.\n`,
  );
  process.exit(2);
}
// What Node compiled is kept beside the packages, so that the next start takes about half the time; a folder that cannot
// be written costs nothing but that. In the environment, because worker threads look for it there.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/mismatch', import.meta.url));
module.enableCompileCache();
process.stdout.on('error', (error) => {
  // Whoever reads the output may stop early, as head does.
  if (error.code === 'EPIPE') return;
  process.stderr.write(
    `The output cannot be written (${error.code}): free some space, or write it elsewhere.\n`,
  );
  process.exit(1);
});
const { runCommandLine } = await import('./cli.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
