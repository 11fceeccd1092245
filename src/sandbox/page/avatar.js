/** Drawn pictures of people (their initials) and of the app. */
import { html } from '/vendor/lit-html/lit-html.js';

/** A person's initials on their colour. */
export function avatar(user, size = 'medium') {
  const initials = (user?.realName ?? '?')
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0])
    .join('');
  const background = user?.color ?? '#5f6368';
  return html`<span class="avatar ${size}" aria-hidden="true" .style=${`background:${background};color:${inkOn(background)}`}>${initials}</span>`;
}

/** The app's picture. */
export function appAvatar(size = 'medium') {
  return html`<img class="avatar ${size}" src="/page/mismatch.svg" alt="" />`;
}

/** Black or white, whichever reads better on this colour (WCAG relative luminance). */
function inkOn(color) {
  const hex = /^#([0-9a-f]{6})$/i.exec(color)?.[1];
  if (!hex) return '#fff';
  const [r, g, b] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.25 ? '#1d1c1d' : '#fff';
}
