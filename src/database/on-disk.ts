import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** The disk did not take what was written. */
export class DiskFailed extends Error {
  override readonly name = 'DiskFailed';
  readonly code: string | undefined;
  constructor(cause: unknown) {
    super('The disk failed: nothing is stored any more until the bot is started again.', { cause });
    this.code = (cause as { code?: string } | null)?.code;
  }
}

/** Brings what was written to a file to the disk. */
export type OnDisk = {
  /** Resolves once all is on the disk that was written before the call. @throws what the disk said, ever since it did */
  sync(): Promise<void>;
  /** What the disk said. Nobody can tell any more what is on it: a later success says nothing of what was written before. */
  failure(): DiskFailed | null;
  /** Resolves when it says so. */
  failed: Promise<DiskFailed>;
  close(): Promise<void>;
};

const datasync = promisify(fdatasync);

/**
 * The disk works beside the event loop. What is asked for while it does waits for the next time, because this one may
 * have begun too early for it, and shares that.
 *
 * @param path of a file that stands and is not replaced
 */
export function onDisk(path: string): OnDisk {
  const file = openSync(path, 'r+');
  const { promise: failed, resolve: tell } = Promise.withResolvers<DiskFailed>();
  let failure: DiskFailed | null = null;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const flush = async (): Promise<void> => {
    try {
      await datasync(file);
    } catch (error) {
      failure ??= new DiskFailed(error);
      tell(failure);
    } finally {
      running = null;
    }
    if (failure) throw failure;
  };
  const after = async (before: Promise<void>): Promise<void> => {
    await before.catch(() => {});
    next = null;
    running = flush();
    await running;
  };
  return {
    sync: () => {
      if (next !== null) return next;
      if (running !== null) {
        next = after(running);
        return next;
      }
      running = flush();
      return running;
    },
    failure: () => failure,
    failed,
    close: async () => {
      await next?.catch(() => {});
      await running?.catch(() => {});
      closeSync(file);
    },
  };
}
