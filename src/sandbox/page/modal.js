/** Modals and the small confirmation dialog. Both are native dialogs, which keep the keyboard inside and block the rest. */
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import { run } from './actions.js';
import { appAvatar } from './avatar.js';
import { blockList } from './blocks.js';
import { icon } from './icons.js';
import { store, words } from './state.js';
import { collectState, errorKey, showFaults, viewSurface } from './surface.js';
import { mrkdwn, plainString } from './text.js';

const topView = () => store.state?.modals.at(-1) ?? null;

/** Draws the top modal inside a dialog that is always there. */
export function modalDialog() {
  const view = topView();
  return html`<dialog id="modal" class="modal" aria-labelledby="modal-title" @cancel=${(event) => {
    event.preventDefault();
    close();
  }}
    @close=${() => topView() && close()} @keydown=${onEscape(close)}>${view ? modal(view) : nothing}</dialog>`;
}

function modal(view) {
  const surface = viewSurface(view);
  const fault = store.errors.get(errorKey(surface));
  return html`<form class="modal-form" novalidate @submit=${(event) => {
    event.preventDefault();
    submit(view);
  }}>
    <header class="modal-head">${appAvatar('small')}<h2 id="modal-title">${plainString(view.title)}</h2>
      <button type="button" class="icon-button" aria-label=${words().closeDialog} @click=${close}>${icon('close')}</button></header>
    <div class="modal-body">${blockList(surface, view.blocks)}</div>
    <footer class="modal-foot">
      ${fault ? html`<p class="modal-error" role="alert">${fault}</p>` : nothing}
      <button type="button" class="button" aria-busy=${store.busy.has(`close ${view.id}`)} @click=${close}>${view.close ?? (view.submit ? words().cancel : words().close)}</button>
      ${view.submit ? html`<button type="submit" class="button primary" aria-busy=${store.busy.has(`submit ${view.id}`)}>${view.submit}</button>` : nothing}
    </footer>
  </form>`;
}

async function submit(view) {
  const surface = viewSurface(view);
  const result = await run(
    `submit ${view.id}`,
    { act: 'submit', view: view.id, state: collectState(surface, view.blocks) },
    errorKey(surface),
  );
  if (!result?.errors) return;
  showFaults(surface, result.errors);
  requestAnimationFrame(() =>
    document.querySelector('#modal .invalid :is(input, textarea, select)')?.focus(),
  );
}

function close() {
  const view = topView();
  if (view) run(`close ${view.id}`, { act: 'close', view: view.id }, errorKey(viewSurface(view)));
}

/** Escape closes; taken as a key because browsers stop asking (`cancel`) when it is pressed twice. */
const onEscape = (fn) => (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  event.preventDefault();
  fn();
};

/** Draws the confirmation dialog. */
export function confirmDialog() {
  const ask = store.confirming;
  const say = (answer) => store.confirming?.done(answer);
  return html`<dialog id="confirm" class="modal confirm" aria-labelledby="confirm-title" aria-describedby="confirm-text"
    @cancel=${(event) => {
      event.preventDefault();
      say(false);
    }} @close=${() => say(false)} @keydown=${onEscape(() => say(false))}>${
      ask
        ? html`<div class="modal-form"><header class="modal-head"><h2 id="confirm-title">${plainString(ask.title)}</h2></header>
        <div class="modal-body text" id="confirm-text">${ask.text?.type === 'mrkdwn' ? mrkdwn(ask.text.text) : plainString(ask.text)}</div>
        <footer class="modal-foot"><button type="button" class="button" @click=${() => say(false)}>${plainString(ask.deny) || words().cancel}</button>
        <button type="button" class="button ${ask.style === 'danger' ? 'danger' : 'primary'} filled" @click=${() => say(true)}>${plainString(ask.confirm) || words().confirm}</button></footer></div>`
        : nothing
    }</dialog>`;
}

let shownView = null;
const openers = new Map();

/** Opens and closes the dialogs after each drawing, and gives the keyboard back to where it was. */
export function syncDialogs() {
  const view = topView();
  sync('modal', view !== null, view !== null && view.id !== shownView);
  shownView = view?.id ?? null;
  sync('confirm', store.confirming !== null, false);
}

function sync(id, wanted, fresh) {
  const dialog = document.getElementById(id);
  if (!dialog) return;
  if (wanted && !dialog.open) {
    openers.set(id, document.activeElement);
    dialog.showModal();
    focusFirst(dialog);
  } else if (wanted && fresh) {
    dialog.querySelector('.modal-body')?.scrollTo(0, 0);
    focusFirst(dialog);
  } else if (!wanted && dialog.open) {
    dialog.close();
    const opener = openers.get(id);
    const back =
      opener?.isConnected && opener !== document.body ? opener : document.getElementById('composer');
    back?.focus();
  }
}

function focusFirst(dialog) {
  const target =
    dialog.querySelector('[autofocus]') ??
    dialog.querySelector('.modal-body :is(input, textarea, select, button)') ??
    dialog.querySelector('.modal-foot button:last-of-type');
  target?.focus({ focusVisible: false });
}
