import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import type { HttpAnswer, Route } from '../http/route.ts';
import { exposition, type Metrics } from './metrics.ts';
import { answers, stored } from './store.ts';

export type Watched = {
  db: Database;
  prices: Config['model'];
  metrics: Metrics;
  /** Whether deliveries of Slack arrive. */
  isConnected(): boolean;
  clock(): Date;
};

const TEXT_FORMAT = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };

/**
 * `GET /healthz`: the process lives. `GET /readyz`: it can work, 503 with what is missing where it cannot.
 * `GET /metrics`: figures for Prometheus. None of them says who or what anything is about.
 */
export function watchRoutes({ db, prices, metrics, isConnected, clock }: Watched): Route[] {
  const get = (path: string, handle: () => Promise<HttpAnswer>): Route => ({
    ...{ method: 'GET', path, maxBodyBytes: 0, handle },
  });
  return [
    get('/healthz', async () => ({ status: 200, body: { status: 'ok' } })),
    get('/readyz', async () => {
      const checks = { database: await answers(db), slack: isConnected() };
      const isReady = checks.database && checks.slack;
      return { status: isReady ? 200 : 503, body: { status: isReady ? 'ready' : 'not ready', checks } };
    }),
    get('/metrics', async () => {
      const found = await stored(db, prices, clock().toISOString());
      return { status: 200, body: exposition([...metrics.read(), ...found]), headers: TEXT_FORMAT };
    }),
  ];
}
