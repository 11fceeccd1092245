import { createRequire } from 'node:module';
import type { Picture } from './svg.ts';
import { FONT } from './svg.ts';

/** Pixels to a unit: sharp on a phone. */
const SCALE = 2;
const require = createRequire(import.meta.url);
const fontFiles = ['400Regular/GolosText_400Regular.ttf', '700Bold/GolosText_700Bold.ttf'].map((file) =>
  require.resolve(`@expo-google-fonts/golos-text/${file}`),
);

/** The fonts that come with the package, and no others. */
export const FONTS = { loadSystemFonts: false, fontFiles, defaultFontFamily: FONT };

/** A picture as PNG, drawn on a thread of its own. */
export async function toPng({ svg }: Pick<Picture, 'svg'>): Promise<Buffer> {
  // Loaded only here: nothing else needs the renderer.
  const { renderAsync } = await import('@resvg/resvg-js');
  const drawn = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: FONTS,
  });
  return drawn.asPng();
}
