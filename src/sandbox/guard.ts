import type { IncomingMessage } from 'node:http';

/**
 * Only this machine, and only this page: the Host must be ours, which stops a foreign name that resolves to loopback,
 * and a browser's Origin must be ours, which stops other pages from posting here.
 */
export function isOurs(request: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host)) return false;
  if (origin !== undefined && !hosts.some((ours) => origin === `http://${ours}`)) return false;
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none' || request.method === 'GET';
}
