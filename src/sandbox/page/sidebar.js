/** The left side: the team, the app, channels, and other direct messages. */
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import { go } from './actions.js';
import { appAvatar } from './avatar.js';
import { icon } from './icons.js';
import { redraw, store, words } from './state.js';

/** Draws the sidebar; on a phone it is a drawer. */
export function sidebar() {
  const { team, conversations, app } = store.state;
  const apps = conversations.filter((one) => one.withApp);
  const channels = conversations.filter((one) => one.kind === 'channel' && !one.archived);
  const others = conversations.filter((one) => one.kind === 'dm' && !one.withApp);
  return html`<nav class="sidebar ${store.drawerOpen ? 'open' : ''}" id="sidebar" aria-label=${words().conversations}
      @keydown=${(event) => event.key === 'Escape' && closeDrawer()}>
    <div class="team"><span class="team-mark" aria-hidden="true">${[...team.name][0]}</span><strong>${team.name}</strong>
      <button type="button" class="icon-button drawer-close" aria-label=${words().closeSidebar} @click=${closeDrawer}>${icon('close')}</button></div>
    ${group(
      words().apps,
      apps.map((one) =>
        item(
          one,
          html`<span class="app-item">${appAvatar('tiny')}<span class="presence ${app.connected ? 'on' : ''}"
        title=${app.connected ? words().connected : words().notConnected}></span></span>`,
          app.name,
        ),
      ),
    )}
    ${group(
      words().channels,
      channels.map((one) => item(one, html`<span class="hash" aria-hidden="true">#</span>`, one.name)),
    )}
    ${
      others.length > 0
        ? group(
            words().directMessages,
            others.map((one) => item(one, nothing, one.name)),
          )
        : nothing
    }
    <p class="sidebar-note">${icon('lock')}<span>${words().runsHere}</span></p>
  </nav>
  ${store.drawerOpen ? html`<div class="scrim" @click=${closeDrawer}></div>` : nothing}`;
}

function group(title, items) {
  return html`<section class="group" aria-label=${title}><h2>${title}</h2><ul>${items}</ul></section>`;
}

function item(conversation, mark, name) {
  const here = conversation.id === store.conversation;
  const { unread } = conversation;
  return html`<li><button type="button" class="place ${unread > 0 ? 'unread' : ''}" aria-current=${here ? 'page' : nothing} @click=${() => go(conversation.id)}>
    ${mark}<span class="place-name">${name}</span>${unread > 0 ? html`<span class="badge" aria-label=${words().unread(unread)}>${unread}</span>` : nothing}</button></li>`;
}

function closeDrawer() {
  store.drawerOpen = false;
  redraw();
  document.getElementById('open-sidebar')?.focus();
}
