import type { Command } from 'commander';

/** The command line itself is wrong, in one sentence. Exit code 2, before anything is opened. */
export class Misused extends Error {}

/** Adds one command. An action that returns a number ends with that exit code, else with 0. */
export type AddCommand = (program: Program) => void;
export type Program = {
  command(nameAndArguments: string, description: string): Command;
  /** Wraps an action: its number is the exit code. */
  does<A extends unknown[]>(
    action: (...args: A) => Promise<number | undefined>,
  ): (...args: A) => Promise<void>;
};
