import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Content } from './content.ts';
import { siteOf } from './site.ts';

/** A site cannot stand in this folder; one sentence. */
export class FolderRefused extends Error {}

/** A folder with this in it is a site of ours, and may be made anew. */
const MARK = 'mismatch-report.json';

/**
 * Writes the site beside its folder first, so that nobody opens half of it.
 * @throws FolderRefused where something else stands in the folder or it cannot be written
 */
export function writeSite(content: Content, folder: string): number {
  const target = resolve(folder);
  if (existsSync(target) && !statSync(target).isDirectory())
    throw new FolderRefused(`${folder} is a file: name a folder.`);
  if (existsSync(target) && readdirSync(target).length > 0 && !existsSync(join(target, MARK))) {
    throw new FolderRefused(
      `${folder} holds other files: name an empty folder or one that does not exist yet.`,
    );
  }
  const made = `${target}.${process.pid}.new`;
  const { madeAt, audience } = content;
  const files = [...siteOf(content), { path: MARK, text: `${JSON.stringify({ madeAt, audience })}\n` }];
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(made, path)), { recursive: true });
      writeFileSync(join(made, path), text);
    }
    rmSync(target, { recursive: true, force: true });
    renameSync(made, target);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new FolderRefused(`${folder} cannot be written (${code}): name another folder.`);
  }
  return files.length;
}
