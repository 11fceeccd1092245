/** The top of the page: what this is, and whose hands one has. */
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import { become } from './actions.js';
import { appAvatar, avatar } from './avatar.js';
import { clockTime } from './dates.js';
import { icon } from './icons.js';
import { closePopup, isOpen, onMenuKey, togglePopup } from './popup.js';
import { redraw, store, words } from './state.js';

const KEY = 'people';

/** Draws the banner and the bar with the person switcher. */
export function topbar() {
  const { me, app } = store.state;
  return html`<p class="banner" role="note">${words().banner}</p>
  <header class="topbar">
    <button type="button" class="icon-button drawer-open" id="open-sidebar" aria-label=${words().openSidebar} aria-expanded=${store.drawerOpen}
      aria-controls="sidebar" @click=${openDrawer}>${icon('menu')}</button>
    <span class="brand">${appAvatar('small')}<strong>${app.name}</strong></span>
    <span class="connection" role="status">${store.online ? nothing : html`<span class="spinner" aria-hidden="true"></span>${words().reconnecting}`}</span>
    <div class="switcher"><span class="switcher-label" aria-hidden="true">${words().actingAs}</span>
      <button type="button" class="person" role="combobox" aria-label=${words().actingAs} aria-haspopup="listbox" aria-expanded=${isOpen(KEY)} aria-controls="people"
        data-popup-anchor @click=${(event) => togglePopup(KEY, event.currentTarget, { align: 'end' })} @keydown=${onOpenKey}>
        ${avatar(me, 'small')}<span class="person-text"><strong>${me.realName}</strong><small>${me.title}</small></span>${icon('down')}</button>
      ${isOpen(KEY) ? people() : nothing}
    </div>
  </header>`;
}

function people() {
  const { users, me } = store.state;
  return html`<div class="popup people" id="people" role="listbox" aria-label=${words().actingAs} data-popup=${KEY} .style=${store.popup.style} @keydown=${onListKey}>
    ${users
      .filter((user) => !user.deleted)
      .map(
        (
          user,
        ) => html`<div class="person-option" role="option" tabindex="-1" aria-selected=${user.id === me.id} data-user=${user.id} @click=${() => pick(user)}>
        ${avatar(user)}<span class="person-text"><strong>${user.realName}</strong><small>${user.title}</small></span>
        <span class="person-where"><span>${words().teams[user.team] ?? user.team}</span><small>${localTime(user)}</small></span></div>`,
      )}
  </div>`;
}

function localTime({ tz, locale }) {
  const city = tz.split('/').at(-1).replaceAll('_', ' ');
  return `${clockTime(Date.now(), { locale: locale.replace('_', '-'), tz })} ${city}`;
}

function pick(user) {
  closePopup({ refocus: true });
  if (user.id !== store.user) become(user.id);
}

function onOpenKey(event) {
  if (isOpen(KEY) || !['ArrowDown', 'ArrowUp'].includes(event.key)) return;
  event.preventDefault();
  togglePopup(KEY, event.currentTarget, { align: 'end' });
}

function onListKey(event) {
  const chosen = event.target.closest('[data-user]')?.dataset.user;
  if (chosen && (event.key === 'Enter' || event.key === ' ')) {
    event.preventDefault();
    pick({ id: chosen });
  } else onMenuKey(event);
}

function openDrawer() {
  store.drawerOpen = true;
  redraw();
  requestAnimationFrame(() => document.querySelector('#sidebar [aria-current], #sidebar button')?.focus());
}
