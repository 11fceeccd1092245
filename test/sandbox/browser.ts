import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * The package's own arguments are for one page in a cloud function: a single process that ends with its page, and no
 * web security. These keep several pages apart, and work in containers.
 */
const ARGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--enable-font-subpixel-positioning',
];

/**
 * Starts a headless Chromium: the one in `CHROME_PATH`, else the one that comes as an npm package.
 * The package is built for Linux on x64 alone.
 */
export async function openBrowser(): Promise<Browser> {
  const installed = process.env.CHROME_PATH;
  if (installed) return playwright.launch({ executablePath: installed, headless: true });
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Browser tests bring their own Chromium for Linux on x64 only, not for ${process.platform} on ${process.arch}: set CHROME_PATH to an installed Chrome or Chromium.`,
    );
  }
  const executablePath = await chromium.executablePath();
  const env = { ...process.env, FONTCONFIG_FILE: await fontList() };
  return playwright.launch({ executablePath, args: ARGS, headless: true, env });
}

/** The machine's fonts and the one that the package unpacks: bare machines have none that looks well. */
async function fontList(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mismatch-fonts-'));
  const folders = ['/usr/share/fonts', join(tmpdir(), 'fonts')].map((one) => `<dir>${one}</dir>`).join('');
  const file = join(folder, 'fonts.conf');
  const smooth = '<edit name="hintstyle" mode="assign"><const>hintnone</const></edit>';
  const rules = `<match target="pattern">${smooth}</match><match target="font">${smooth}</match>`;
  await writeFile(file, `<fontconfig>${folders}<cachedir>${folder}</cachedir>${rules}</fontconfig>`);
  return file;
}
