import { type FileHandle, open } from 'node:fs/promises';

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
  close(): Promise<void>;
};

/**
 * The disk works beside the event loop. What is asked for while it does waits for the next time, because this one may
 * have begun too early for it, and shares that.
 *
 * @param path of a file that stands by the first call and is not replaced
 */
export function onDisk(path: string): OnDisk {
  let file: FileHandle | null = null;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let failure: DiskFailed | null = null;
  const flush = async (): Promise<void> => {
    try {
      file ??= await open(path, 'r+');
      await file.datasync();
    } catch (error) {
      failure ??= new DiskFailed(error);
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
      if (running === null) {
        running = flush();
        return running;
      }
      next ??= after(running);
      return next;
    },
    failure: () => failure,
    close: async () => {
      await next?.catch(() => {});
      await running?.catch(() => {});
      await file?.close();
    },
  };
}
