import { readConfig } from '../../src/config.ts';
import { lookUpIn } from '../../src/invitations/look-up.ts';
import { type AskingJob, askDue } from '../../src/invitations/run.ts';
import { createLog } from '../../src/log.ts';
import { scripts } from '../shipped.ts';
import { openWorld, type WorldOptions } from '../world.ts';

/** The built-in workspace with a clock that stands where the test puts it. */
export async function openCalendar(start: string, options: WorldOptions = {}) {
  let now = start;
  const world = await openWorld({ ...options, clock: () => new Date(now) });
  const { bot } = world.app();
  const job = (): AskingJob => ({
    db: world.db,
    workspace: bot.workspace,
    config: readConfig({ REVIEWERS: 'U0GRACE', ADMINS: 'U0GRACE', ...options.env }),
    scripts,
    log: createLog('silent'),
    now,
    lookUp: lookUpIn(world.app().bot.client),
  });
  return {
    ...world,
    workspace: bot.workspace,
    job,
    /** The minute's run at this instant, and what it posts. */
    at: async (instant: string) => {
      now = new Date(instant).toISOString();
      await askDue(job());
      await world.app().bot.flush();
    },
  };
}
