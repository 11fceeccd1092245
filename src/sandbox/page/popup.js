/** Menus and lists that float above the page. One at a time; a click elsewhere, scrolling or Escape closes it. */
import { redraw, store } from './state.js';

let opener = null;

/** Whether the popup of this key is open. */
export const isOpen = (key) => store.popup?.key === key;

/** Opens a popup beside its anchor, below it or above where there is more room. */
export function openPopup(key, anchor, { align = 'start', focusFirst = false } = {}) {
  const box = anchor.getBoundingClientRect();
  const below = innerHeight - box.bottom;
  const up = below < 280 && box.top > below;
  const vertical = up
    ? `bottom:${innerHeight - box.top + 4}px;max-height:${Math.max(120, box.top - 16)}px`
    : `top:${box.bottom + 4}px;max-height:${Math.max(120, below - 16)}px`;
  const horizontal =
    align === 'end' ? `right:${Math.max(8, innerWidth - box.right)}px` : `left:${Math.max(8, box.left)}px`;
  opener = anchor;
  store.popup = {
    key,
    style: `${vertical};${horizontal};min-width:${Math.round(Math.min(box.width, 420))}px`,
  };
  redraw();
  if (focusFirst) requestAnimationFrame(() => items()[0]?.focus());
}

/** Opens the popup or closes it when it is open. */
export function togglePopup(key, anchor, options) {
  if (isOpen(key)) closePopup();
  else openPopup(key, anchor, { focusFirst: true, ...options });
}

/** Closes the open popup; `refocus` gives the keyboard back to what opened it. */
export function closePopup({ refocus = false } = {}) {
  if (!store.popup) return;
  store.popup = null;
  redraw();
  if (refocus) opener?.focus();
}

const items = () => [...document.querySelectorAll('[data-popup] :is([role=menuitem], [role=option])')];

/** Arrow keys, Home, End, Escape and Tab inside a menu. */
export function onMenuKey(event) {
  const all = items();
  const at = all.indexOf(document.activeElement);
  const target = {
    ArrowDown: all[(at + 1) % all.length],
    ArrowUp: all[(at - 1 + all.length) % all.length],
    Home: all[0],
    End: all.at(-1),
  }[event.key];
  if (target) {
    event.preventDefault();
    target.focus();
  } else if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    closePopup({ refocus: true });
  } else if (event.key === 'Tab') closePopup();
}

/** Closes popups on clicks and scrolling elsewhere; called once. */
export function watchOutside() {
  const inside = (target) => target instanceof Element && target.closest('[data-popup], [data-popup-anchor]');
  document.addEventListener('pointerdown', (event) => inside(event.target) || closePopup(), true);
  document.addEventListener('scroll', (event) => inside(event.target) || closePopup(), true);
  addEventListener('resize', () => closePopup());
}
