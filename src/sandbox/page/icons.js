/** The page's few line icons. */
import { svg } from '/vendor/lit-html/lit-html.js';

const PATHS = {
  menu: 'M3 6h14M3 10h14M3 14h14',
  close: 'M5 5l10 10M15 5L5 15',
  down: 'M5 8l5 5 5-5',
  send: 'M3 10l14-6.5L12 17l-2.6-5.4L3 10zm6.4 1.6L17 3.5',
  bolt: 'M11 2.5L4.5 11.5H10l-1 6 6.5-9H10z',
  attach: 'M10 4v12M4 10h12',
  edit: 'M4 16l.8-3.4L13.4 4a1.7 1.7 0 012.5 2.5l-8.5 8.600zM12 5.500l2.5 2.5',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  trash: 'M4 6h12M8 6V4h4v2M6 6l.7 10h6.600L14 6',
  eye: 'M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5zM10 12a2 2 0 100-4 2 2 0 000 4z',
  file: 'M6 3h5.500L15 6.500V17H6zM11 3v4h4',
  lock: 'M6 9V7a4 4 0 018 0v2M5 9h10v8H5z',
};

/** One icon by name, hidden from screen readers: its button carries the words. */
export function icon(name) {
  return svg`<svg class="icon icon-${name}" viewBox="0 0 20 20" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}
