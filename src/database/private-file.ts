import { closeSync, openSync } from 'node:fs';

/**
 * Makes an empty file that only its owner reads and writes, whatever the umask: a database holds what people said. SQLite
 * gives the files beside it (the log, its index) the same rights. A file that is there already stays as it is.
 */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
}
