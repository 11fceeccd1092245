/**
 * What the Slack CLI asks a project: which hooks there are, and its manifest. `slack run` then starts the bot with the
 * tokens it made. Plain JavaScript, because the CLI calls it with whatever Node the machine has.
 */
import { readFileSync } from 'node:fs';

const answers = {
  'get-hooks': () => ({
    hooks: { 'get-manifest': 'node .slack/hooks.js get-manifest', start: 'npm start --silent' },
    config: {
      watch: {
        app: { 'filter-regex': '\\.(ts|yaml|md)$', paths: ['src', 'prompts'] },
        manifest: { paths: ['manifest.json'] },
      },
      'protocol-version': ['message-boundaries'],
      'sdk-managed-connection-enabled': true,
    },
    runtime: 'node',
  }),
  'get-manifest': () => JSON.parse(readFileSync(new URL('../manifest.json', import.meta.url), 'utf8')),
};

const [hook = '', ...flags] = process.argv.slice(2);
const answer = answers[hook];
if (!answer) {
  process.stderr.write(`There is no hook ${hook}.\n`);
  process.exit(1);
}
// The CLI finds the answer between two copies of the boundary it chose.
const boundary = flags.find((flag) => flag.startsWith('--boundary='))?.slice('--boundary='.length) ?? '';
process.stdout.write(`${boundary}${JSON.stringify(answer())}${boundary}\n`);
