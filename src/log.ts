import pino from 'pino';

export type Log = pino.Logger;

/**
 * The program's log: JSON lines on stderr, so that stdout holds a command's own output and nothing else.
 * `onLine` hears the level of each line. Answers, tokens and names are never passed to it; the paths below are the second line of defence.
 */
export function createLog(
  level: string,
  { pretty = process.stderr.isTTY, onLine }: { pretty?: boolean; onLine?: (level: string) => void } = {},
): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    hooks: {
      logMethod(line, method, number) {
        onLine?.(pino.levels.labels[number] ?? 'unknown');
        method.apply(this, line);
      },
    },
    redact: {
      paths: [
        'token',
        'text',
        'name',
        'payload',
        'value',
        '*.token',
        '*.text',
        '*.name',
        '*.payload',
        '*.value',
      ],
      censor: '[hidden]',
    },
  };
  if (pretty) {
    return pino({
      ...options,
      transport: { target: 'pino-pretty', options: { destination: 2, ignore: 'pid,hostname' } },
    });
  }
  return pino(options, pino.destination(2));
}
