import { readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

const pageFolder = fileURLToPath(new URL('./page', import.meta.url));
const litEntry = createRequire(import.meta.url).resolve('lit-html');
const litFolder = litEntry.slice(0, litEntry.lastIndexOf(`${sep}lit-html${sep}`) + '/lit-html'.length);

export type PageFile = { body: Buffer; type: string };

/** The file behind a path of the page, `null` when there is none or the path leads out of its folder. */
export async function pageFile(path: string): Promise<PageFile | null> {
  if (path === '/' || path.startsWith('/archives/')) return fileIn(pageFolder, 'index.html');
  if (path.startsWith('/page/')) return fileIn(pageFolder, path.slice('/page/'.length));
  if (path.startsWith('/vendor/lit-html/') && path.endsWith('.js')) {
    return fileIn(litFolder, path.slice('/vendor/lit-html/'.length));
  }
  return null;
}

async function fileIn(folder: string, path: string): Promise<PageFile | null> {
  try {
    const file = join(folder, decodeURIComponent(path));
    const type = TYPES[extname(file)];
    if (!type || !(await realpath(file)).startsWith((await realpath(folder)) + sep)) return null;
    return { body: await readFile(file), type };
  } catch {
    return null;
  }
}
