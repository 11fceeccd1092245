import { WebSocket } from 'ws';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { until } from './harness.ts';

export type Frame = {
  type: string;
  envelope_id: string;
  retry_attempt?: number;
  retry_reason?: string;
  payload: { event_id?: string; event?: object & { text?: string } };
};

/** A bare Socket Mode client that acknowledges nothing by itself. */
export async function connect(sandbox: Sandbox): Promise<{ socket: WebSocket; frames: Frame[] }> {
  const response = await fetch(`${sandbox.apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.appToken}` },
  });
  const { url } = (await response.json()) as { url: string };
  const socket = new WebSocket(url);
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame));
  await until(() => frames.some((frame) => frame.type === 'hello'));
  return { socket, frames };
}

/** Says that a frame was taken. */
export const acknowledge = (socket: WebSocket, frame: Frame, payload: object = {}): void =>
  socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload }));

/** The events among the frames. */
export const events = (frames: Frame[]): Frame[] => frames.filter((frame) => frame.type === 'events_api');
