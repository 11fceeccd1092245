/** Puts the page together and draws it again whenever something changed. */
import { html, nothing, render } from '/vendor/lit-html/lit-html.js';
import { go, goToAddress, lookAgain, start } from './actions.js';
import { appAvatar } from './avatar.js';
import { blockList } from './blocks.js';
import { composer } from './composer.js';
import { messageLog } from './messages.js';
import { confirmDialog, modalDialog, syncDialogs } from './modal.js';
import { watchOutside } from './popup.js';
import { keepInSight } from './scroll.js';
import { sidebar } from './sidebar.js';
import { onRedraw, openConversation, redraw, store, words } from './state.js';
import { errorKey, viewSurface } from './surface.js';
import { topbar } from './topbar.js';
import { languageOf } from './words.js';

function page() {
  if (!store.state || !openConversation()) {
    return html`<div class="splash">${appAvatar('large')}<p role="status">${store.fault ? `${store.fault} ${words().tryingAgain}` : words().opening}</p></div>`;
  }
  return html`${topbar()}
    <div class="shell">${sidebar()}<main class="main" aria-label=${words().conversation}>${head()}${body()}</main></div>
    ${modalDialog()}${confirmDialog()}`;
}

function head() {
  const conversation = openConversation();
  const { app } = store.state;
  if (!conversation.withApp) {
    const name = conversation.kind === 'channel' ? `# ${conversation.name}` : conversation.name;
    return html`<div class="main-head"><h1>${name}</h1><p class="topic">${conversation.topic}</p></div>`;
  }
  return html`<div class="main-head app"><h1>${appAvatar('small')}${app.name}</h1>
    <span class="app-badge">${words().app}</span>${app.connected ? nothing : html`<span class="offline">${words().offline}</span>`}
    <div class="tabs" role="tablist" aria-label=${app.name} @keydown=${onTabKey}>${tab('home', words().home)}${tab('messages', words().messages)}</div></div>`;
}

function tab(id, label) {
  const chosen = store.tab === id;
  return html`<button type="button" role="tab" id="tab-${id}" aria-selected=${chosen} aria-controls="panel" tabindex=${chosen ? 0 : -1}
    @click=${() => go(store.conversation, id)}>${label}</button>`;
}

async function onTabKey(event) {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const other = store.tab === 'home' ? 'messages' : 'home';
  go(store.conversation, other);
  await Promise.resolve();
  document.getElementById(`tab-${other}`)?.focus();
}

function body() {
  if (openConversation().withApp && store.tab === 'home') return home();
  const role = openConversation().withApp ? 'tabpanel' : nothing;
  return html`<div class="panel" id="panel" role=${role} aria-labelledby=${role === nothing ? nothing : 'tab-messages'}>${messageLog()}${composer()}</div>`;
}

function home() {
  const { home: view, app } = store.state;
  const fault = view && store.errors.get(errorKey(viewSurface(view)));
  return html`<div class="panel home" id="panel" role="tabpanel" aria-labelledby="tab-home" tabindex="0" data-testid="home"><div class="home-inner">
    ${fault ? html`<p class="message-error" role="alert">${fault}</p>` : nothing}
    ${view ? blockList(viewSurface(view), view.blocks) : html`<p class="log-note">${app.connected ? words().emptyHome(app.name) : words().homeOffline(app.name)}</p>`}
  </div></div>`;
}

onRedraw(() => {
  render(page(), document.getElementById('page'));
  syncDialogs();
  keepInSight();
  const app = store.state?.app.name ?? 'Mismatch';
  const unread = store.state?.conversations.reduce((sum, one) => sum + one.unread, 0) ?? 0;
  document.documentElement.lang = languageOf(store.state?.me.locale ?? navigator.language);
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${store.state ? `${app} · ${store.state.team.name}` : app}`;
});

addEventListener('popstate', goToAddress);
addEventListener('resize', () => keepInSight());
document.addEventListener('visibilitychange', lookAgain);
document.addEventListener('load', () => keepInSight(), true);
// Local times in the list of people and day names move on.
setInterval(redraw, 30_000);
watchOutside();
redraw();
start();
