/**
 * What may be said of an error in a log or a database row: its class and code, never its message's payload.
 * Messages of our own errors and of the database name tables and columns only, so they stay.
 */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = (error as { code?: unknown }).code;
  const data = (error as { data?: { error?: unknown } }).data;
  return [
    error.name,
    typeof code === 'string' ? code : null,
    typeof data?.error === 'string' ? codeIn(data.error) : null,
  ]
    .filter((part) => part !== null)
    .join(' ');
}

/** Where an answer is not Slack's the client gives all of it as its code: a proxy's page, which may repeat what was sent. */
function codeIn(said: string): string {
  return /^[\w.:-]{1,60}$/.test(said) ? said : 'an answer that is no code';
}

/** Where in our own code it happened: the first frames of the stack, without arguments. */
export function placeOf(error: unknown): string[] {
  if (!(error instanceof Error) || !error.stack) return [];
  // A message may have lines of its own, and they may look like frames.
  return error.stack
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^ +at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim().replace(/(?:file:\/\/)?\/\S*?\/(src|node_modules)\//, '$1/'));
}

/** A failure on its way out of a thread: the error keeps its place, and nothing that was added to it, hence its code apart. */
export type Crossing = { error: unknown; code: unknown };

export function crossing(error: unknown): Crossing {
  return { error, code: (error as { code?: unknown } | null)?.code };
}

/** The same on the other side. */
export function crossed({ error, code }: Crossing): Error {
  const failure = error instanceof Error ? error : new Error(String(error));
  return typeof code === 'string' ? Object.assign(failure, { code }) : failure;
}
