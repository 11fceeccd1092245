import {
  type Compilable,
  type CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

/** Where a value stands in a query while it is built. A class, to be told from what Kysely puts there itself. */
class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  [Symbol.toPrimitive](): never {
    throw new TypeError(`"${this.name}" has no value while its query is built`);
  }
}

/** Builds queries and runs none. */
const builder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

const places = new Proxy(
  {},
  {
    get: (_, name) => new Place(String(name)),
    // Taken as a whole it would be empty, and a condition made of it true of every row.
    ownKeys: () => {
      throw new TypeError('the values of a prepared query are named one by one');
    },
  },
);

/**
 * A query that runs at every step of an interview: Kysely makes its SQL once, when it first runs, because making it
 * takes longer than running it. Its text must not depend on a value.
 *
 * @param build gets a place for each value; use a value only where a parameter may stand
 */
export function prepared<Values extends object, Result>(
  build: (db: Database, values: Values) => Compilable<Result>,
): (db: Database, values: Values) => Promise<QueryResult<Result>> {
  let compiled: CompiledQuery<Result> | null = null;
  return (db, values) => {
    compiled ??= build(builder, places as Values).compile();
    const parameters = compiled.parameters.map((one) =>
      one instanceof Place ? values[one.name as keyof Values] : one,
    );
    return runOn<Result>(db, { ...compiled, parameters });
  };
}

/** Connections by the database or transaction that they belong to. */
const connections = new WeakMap<Database, DatabaseConnection>();

/** Straight to the connection once it is known: Kysely's way there takes longer than most of these queries. */
async function runOn<Result>(db: Database, query: CompiledQuery<Result>): Promise<QueryResult<Result>> {
  const known = connections.get(db);
  if (known) return known.executeQuery<Result>(query);
  const executor = db.getExecutor();
  return executor.provideConnection((connection) => {
    // Where there is only one it belongs to whoever's turn it is; group-commit.ts gives each transaction its own.
    if (executor.adapter.supportsMultipleConnections) connections.set(db, connection);
    return connection.executeQuery<Result>(query);
  });
}
