import { type EnvelopeKind, KINDS } from '../slack/envelope.ts';

/** One value of a metric; a label's values are always known beforehand and never a name, an id or a text. */
export type Sample = { suffix?: string; labels?: Record<string, string>; value: number };

/** A metric with its samples, by the names and types of Prometheus. */
export type Metric = {
  name: string;
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  samples: Sample[];
};

/** What the process counts by itself from its start on. */
export type Metrics = {
  acknowledged(kind: EnvelopeKind, seconds: number): void;
  /** Counts a line of the log; levels below warn are not counted. */
  logged(level: string): void;
  read(): Metric[];
};

const LOGGED_LEVELS = ['warn', 'error', 'fatal'];

/** Upper bounds in seconds; Slack waits for three. */
const BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3];

/** Counters at zero. */
export function createMetrics(): Metrics {
  const waits = new Map(KINDS.map((kind) => [kind, { counts: BUCKETS_S.map(() => 0), n: 0, sum: 0 }]));
  const lines = new Map(LOGGED_LEVELS.map((level) => [level, 0]));
  return {
    acknowledged: (kind, seconds) => {
      const wait = waits.get(kind);
      if (!wait) return;
      wait.n += 1;
      wait.sum += seconds;
      for (const [i, bound] of BUCKETS_S.entries())
        if (seconds <= bound) wait.counts[i] = (wait.counts[i] ?? 0) + 1;
    },
    logged: (level) => {
      const before = lines.get(level);
      if (before !== undefined) lines.set(level, before + 1);
    },
    read: () => [
      {
        name: 'mismatch_acknowledgement_seconds',
        help: 'From a delivery of Slack to its acknowledgement, by kind of delivery.',
        type: 'histogram',
        samples: [...waits].flatMap(([kind, { counts, n, sum }]) => [
          ...BUCKETS_S.map((le, i) => bucket(kind, String(le), counts[i] ?? 0)),
          bucket(kind, '+Inf', n),
          { suffix: '_sum', labels: { kind }, value: sum },
          { suffix: '_count', labels: { kind }, value: n },
        ]),
      },
      {
        name: 'mismatch_log_lines_total',
        help: 'Lines in the log at warn and above; error and fatal want a look.',
        type: 'counter',
        samples: [...lines].map(([level, value]) => ({ labels: { level }, value })),
      },
    ],
  };
}

function bucket(kind: string, le: string, value: number): Sample {
  return { suffix: '_bucket', labels: { kind, le }, value };
}

/**
 * Prometheus' text format, version 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format).
 */
export function exposition(metrics: readonly Metric[]): string {
  return metrics
    .flatMap(({ name, help, type, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(({ suffix = '', labels = {}, value }) => `${name}${suffix}${labelled(labels)} ${value}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function labelled(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/["\\\n]/g, '\\$&')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
