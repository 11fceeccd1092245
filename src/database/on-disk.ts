import { closeSync, existsSync, fdatasync, fstatSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** The disk did not take what was written. */
export class DiskFailed extends Error {
  override readonly name = 'DiskFailed';
  readonly code: string | undefined;
  constructor(cause: unknown, what = 'The disk failed') {
    super(`${what}: nothing is stored any more until the bot is started again.`, { cause });
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
const GONE = 'The database was moved or deleted while it was open';

/**
 * The disk works beside the event loop. What is asked for while it does waits for the next time, because this one may
 * have begun too early for it, and shares that.
 *
 * @param path of a file that stands and is not replaced
 * @param beside further files without which it is worth nothing
 */
export function onDisk(path: string, beside: readonly string[] = []): OnDisk {
  const file = openSync(path, 'r+');
  const { promise: failed, resolve: tell } = Promise.withResolvers<DiskFailed>();
  let failure: DiskFailed | null = null;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const fail = (why: DiskFailed): void => {
    failure ??= why;
    tell(failure);
  };
  /** What is written to it now, nobody finds again. */
  const isGone = (): boolean =>
    fstatSync(file).nlink === 0 || ![path, ...beside].every((one) => existsSync(one));
  const flush = async (): Promise<void> => {
    try {
      await datasync(file);
      if (isGone()) fail(new DiskFailed({ code: 'ENOENT' }, GONE));
    } catch (error) {
      fail(new DiskFailed(error));
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
