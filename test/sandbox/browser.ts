import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

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
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args,
    headless: true,
  });
}
