import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Figure, Kind, Order, Question, Ready } from './app.ts';
import { type Delivery, TEAM, thinSlack } from './slack.ts';

export type Measured = {
  perSecond: number;
  ackMs: { median: number; p99: number };
  /** Processor time that one step cost the app, and the people and their Slack together. */
  processorMs: { app: number; load: number };
};

/** People who write at the same time, each their next message when the answer to the last one stands. */
const PEOPLE = 50;

/** An app in a process of its own, and people who keep it busy. */
export async function underLoad(kind: Kind, transport: Order['transport']) {
  const people = Array.from({ length: PEOPLE }, (_, n) => `U0B${String(n).padStart(4, '0')}`);
  const next = new Map<string, (text: string) => void>();
  const slack = await thinSlack((channel, text) => {
    const person = `U${channel.slice(1)}`;
    if (isQuestion(text) || isEnd(text)) next.get(person)?.(text);
  });
  const { child, url } = await begin({ kind, transport, apiUrl: slack.apiUrl, people });
  slack.setRequestUrl(transport === 'http' ? url : null);
  while (transport === 'socket' && !slack.connected())
    await new Promise((resolve) => setTimeout(resolve, 20));
  let written = 0;
  const acks: number[] = [];

  const deliver = async (delivery: Delivery): Promise<void> => {
    const start = performance.now();
    await slack.deliver(delivery);
    acks.push(performance.now() - start);
  };
  const step = (person: string, delivery: Delivery): Promise<string> =>
    new Promise((resolve, reject) => {
      next.set(person, resolve);
      deliver(delivery).catch(reject);
    });
  /** What was said last to each person: after the end they begin the next interview. */
  const stands = new Map<string, string>();
  const busy = async (person: string, until: () => boolean): Promise<void> => {
    while (!until()) {
      written += 1;
      const begins = kind === 'mismatch' && !isQuestion(stands.get(person) ?? '');
      stands.set(person, await step(person, begins ? command(person, written) : message(person, written)));
    }
  };

  const ask = (question: Question): Promise<number> =>
    new Promise((resolve) => {
      child.once('message', (said) => resolve((said as Figure).figure));
      child.send(question);
    });
  const processorMs = async () => {
    const { user, system } = process.cpuUsage();
    return { app: await ask('processor'), load: (user + system) / 1_000 };
  };

  return {
    /** Lets the people write so many messages. */
    run: async (count: number): Promise<Measured> => {
      const until = written + count;
      acks.length = 0;
      const before = await processorMs();
      const start = performance.now();
      await Promise.all(people.map((person) => busy(person, () => written >= until)));
      const seconds = (performance.now() - start) / 1_000;
      const after = await processorMs();
      acks.sort((a, b) => a - b);
      const at = (share: number) => acks[Math.floor((acks.length - 1) * share)] ?? 0;
      return {
        perSecond: count / seconds,
        ackMs: { median: at(0.5), p99: at(0.99) },
        processorMs: {
          app: (after.app - before.app) / count,
          load: (after.load - before.load) / count,
        },
      };
    },
    /** The heap after a forced collection, in megabytes. */
    heapMb: () => ask('heap'),
    end: async () => {
      child.kill('SIGKILL');
      slack.close();
    },
  };
}

const isQuestion = (text: string): boolean => /^\d+ of \d+/.test(text);
const isEnd = (text: string): boolean => text.startsWith('That was all');

async function begin(order: Order): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(join(import.meta.dirname, 'app.ts'), [JSON.stringify(order)], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (said) => resolve((said as Ready).ready));
    child.once('exit', (code) => reject(new Error(`the app ended with ${code}`)));
  });
  return { child, url };
}

function message(person: string, n: number): Delivery {
  const ts = `1763600000.${String(n).padStart(6, '0')}`;
  const text = `They changed the order again and paid for it ${n} days late.`;
  const event = {
    type: 'message',
    channel_type: 'im',
    channel: `D${person.slice(1)}`,
    user: person,
    text,
    ts,
  };
  const payload = {
    token: 'verification',
    team_id: TEAM,
    api_app_id: 'A0BENCH',
    type: 'event_callback',
    event_id: `Ev${n}`,
    event_time: 1_763_600_000,
    authorizations: [{ team_id: TEAM, user_id: 'U0BOT', is_bot: true, is_enterprise_install: false }],
    event: { ...event, event_ts: ts, client_msg_id: `bench-${n}` },
  };
  return { type: 'events_api', payload };
}

function command(person: string, n: number): Delivery {
  const payload = {
    team_id: TEAM,
    user_id: person,
    channel_id: `D${person.slice(1)}`,
    command: '/persona',
    text: 'interview bench',
    trigger_id: `${n}.bench`,
    response_url: '',
  };
  return { type: 'slash_commands', payload };
}
