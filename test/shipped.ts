import { loadScripts } from '../src/scripts/load.ts';

/** The interviews that come with the bot, read once for all tests of a process. */
export const scripts = loadScripts('prompts/scripts');
