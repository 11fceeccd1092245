import type { AddCommand } from './command.ts';

export const addStart: AddCommand = ({ command, does }) => {
  command('start', 'run the bot: in Slack where there are tokens, else in the built-in workspace')
    .option('--empty', 'without the sample data of the built-in workspace')
    .action(
      does(async ({ empty }: { empty?: boolean }) => {
        const { start } = await import('../main.ts');
        return start({ empty: empty === true });
      }),
    );
};
