import type BetterSqlite3 from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { begins } from './begin.ts';
import type { OnDisk } from './on-disk.ts';
import { ALONE, runnerFor } from './statements.ts';

type Handle = BetterSqlite3.Database;
type Waiting = { resolve(): void; reject(error: unknown): void };

const UNDONE = 'SQLite undid the transaction';

/**
 * A driver for a process in which many people are answered at once: transactions that end in the same turn of the event
 * loop share one commit. Each is a savepoint in it, and is undone alone when it fails. Whoever stores something hears so
 * once it is on the disk. What is read outside of a transaction is read by a handle of its own, which sees only what is
 * committed, and sees it while it is on its way to the disk.
 *
 * @param disk brings the writer's log to the disk; once it has failed, every query fails: done again, what was committed
 * all the same would be done twice
 */
export function groupCommitDriver(writer: Handle, reader: Handle, disk: OnDisk): Driver {
  // SQLite would stop the event loop until the disk has a commit. Now it does so only when it empties the log.
  writer.pragma('synchronous = NORMAL');
  // What a savepoint would put back: SQLite keeps more than 64 kB of it in a file otherwise, and a turn changes that much.
  writer.pragma('temp_store = MEMORY');
  const onWriter = runnerFor(writer);
  const onReader = runnerFor(reader);
  const steps = {
    commit: writer.prepare('COMMIT'),
    open: writer.prepare('SAVEPOINT one'),
    close: writer.prepare('RELEASE one'),
  };
  const beginOne = begins(writer, false);
  let turn: Promise<void> = Promise.resolve();
  let waiting: Waiting[] = [];
  let isScheduled = false;

  /** Waits for the writer. @returns what gives it back */
  const lock = async (): Promise<() => void> => {
    const before = turn;
    let release = () => {};
    turn = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  };
  const begin = async (): Promise<void> => {
    if (!writer.inTransaction) await beginOne();
  };
  /** Ends the group. Whoever calls it has the writer. */
  const commit = (): void => {
    const group = waiting;
    waiting = [];
    const fail = (error: unknown): void => {
      for (const one of group) one.reject(error);
    };
    try {
      refuseAfter(disk.failure());
      if (writer.inTransaction) steps.commit.run();
    } catch (error) {
      if (writer.inTransaction) writer.exec('ROLLBACK');
      fail(error);
      return;
    }
    if (group.length === 0) return;
    disk.sync().then(() => {
      for (const one of group) one.resolve();
    }, fail);
  };
  /**
   * Where SQLite itself undid everything (a full disk), those who wait for the commit are told. Where nobody waits, the
   * transaction ends now: open, it would keep other processes from writing.
   */
  const afterFailure = (error: unknown): void => {
    if (waiting.length === 0) commit();
    if (writer.inTransaction) return;
    const group = waiting;
    waiting = [];
    for (const one of group) one.reject(error);
  };
  const committed = (): Promise<void> => {
    const done = new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
    if (!isScheduled) {
      isScheduled = true;
      setImmediate(async () => {
        const release = await lock();
        isScheduled = false;
        try {
          commit();
        } finally {
          release();
        }
      });
    }
    return done;
  };

  /** A statement outside of a transaction. */
  const runAlone = async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
    if (ALONE.test(query.sql)) {
      const release = await lock();
      try {
        commit();
        return onWriter<R>(query);
      } finally {
        release();
      }
    }
    if (onReader.isRead(query)) return onReader<R>(query);
    const { result, done } = await write<R>(query);
    await done;
    return result;
  };
  const write = async <R>(query: CompiledQuery): Promise<{ result: QueryResult<R>; done: Promise<void> }> => {
    const release = await lock();
    try {
      await begin();
      return { result: onWriter<R>(query), done: committed() };
    } catch (error) {
      afterFailure(error);
      throw error;
    } finally {
      release();
    }
  };

  const held = new WeakMap<DatabaseConnection, () => void>();
  const ended = new WeakSet<DatabaseConnection>();
  const leave = (connection: DatabaseConnection): void => {
    held.get(connection)?.();
    if (held.delete(connection)) ended.add(connection);
  };

  return {
    init: async () => {},
    acquireConnection: async () => {
      const connection: DatabaseConnection = {
        executeQuery: async <R>(query: CompiledQuery) => {
          refuseAfter(disk.failure());
          if (ended.has(connection)) throw new Error('the transaction has ended');
          if (!held.has(connection)) return runAlone<R>(query);
          // Outside of one, each statement would be stored by itself.
          if (!writer.inTransaction) throw new Error(UNDONE);
          return onWriter<R>(query);
        },
        streamQuery: async function* <R>(query: CompiledQuery) {
          yield await connection.executeQuery<R>(query);
        },
      };
      return connection;
    },
    beginTransaction: async (connection) => {
      const release = await lock();
      try {
        await begin();
        steps.open.run();
        held.set(connection, release);
      } catch (error) {
        afterFailure(error);
        release();
        throw error;
      }
    },
    commitTransaction: async (connection) => {
      steps.close.run();
      const done = committed();
      leave(connection);
      await done;
    },
    rollbackTransaction: async (connection) => {
      // Its commit failed after it had ended: undone already, and the writer may be somebody else's.
      if (ended.has(connection)) return;
      try {
        if (writer.inTransaction) writer.exec('ROLLBACK TO one; RELEASE one');
        afterFailure(new Error(UNDONE));
      } finally {
        leave(connection);
      }
    },
    releaseConnection: async () => {},
    destroy: async () => {
      const release = await lock();
      commit();
      await disk.close();
      reader.close();
      writer.close();
      release();
    },
  };
}

function refuseAfter(failure: Error | null): void {
  if (failure) throw failure;
}
