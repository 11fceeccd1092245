/** The field at the bottom: messages, slash commands with their hints, a file, and the app's shortcuts. */
import { live } from '/vendor/lit-html/directives/live.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import { run, send } from './actions.js';
import { menu } from './elements.js';
import { icon } from './icons.js';
import { closePopup, isOpen, togglePopup } from './popup.js';
import { toEnd } from './scroll.js';
import { openConversation, redraw, store, words } from './state.js';

/** Which suggested command the arrow keys stand on, and whether Escape put the list away. */
const hints = { active: 0, hiddenFor: null };

/** Draws the composer of the open conversation. */
export function composer() {
  const conversation = openConversation();
  const draft = store.drafts.get(conversation.id) ?? '';
  const commands = suggestions(draft);
  const fault = store.errors.get('composer');
  if (conversation.archived) return html`<p class="composer-note">${words().archived}</p>`;
  return html`<form class="composer" @submit=${(event) => {
    event.preventDefault();
    submit();
  }}>
    <button type="button" class="to-newest" id="to-newest" hidden @click=${toEnd}>${words().newMessages}</button>
    ${commands.length > 0 ? hintList(commands) : nothing}
    ${fault ? html`<p class="composer-error" role="alert">${fault}</p>` : nothing}
    <div class="composer-box">
      <textarea class="composer-text" id="composer" rows="1" aria-label=${words().message} placeholder=${placeholderOf(conversation)}
        aria-autocomplete="list" aria-controls="command-hints" role="textbox" enterkeyhint="send" spellcheck="true"
        .value=${live(draft)} @input=${onInput} @keydown=${(event) => onKey(event, commands)}></textarea>
      <div class="composer-bar">
        <label class="icon-button" title=${words().addFileHint}>${icon('attach')}<span class="sr">${words().addFile}</span>
          <input class="sr" type="file" aria-label=${words().addFile} @change=${onFile} /></label>
        ${shortcuts()}
        <span class="composer-tip">${words().enterSends}</span>
        <button type="submit" class="send" aria-label=${words().send} aria-busy=${store.busy.has('composer')} ?disabled=${draft.trim() === ''}>${icon('send')}</button>
      </div>
    </div>
  </form>`;
}

function placeholderOf(conversation) {
  const { app } = store.state;
  const command = app.commands[0]?.command;
  if (conversation.withApp) return `${words().writeTo(app.name)}${command ? words().orHelp(command) : ''}`;
  return words().writeTo(`${conversation.kind === 'channel' ? '#' : ''}${conversation.name}`);
}

function shortcuts() {
  const global = store.state.app.shortcuts.filter((one) => one.type === 'global');
  if (global.length === 0) return nothing;
  const key = 'shortcuts';
  const entries = global.map((one) => ({
    text: one.name,
    hint: store.state.app.name,
    pick: () => {
      closePopup({ refocus: true });
      run('composer', { act: 'shortcut', callbackId: one.callbackId });
    },
  }));
  return html`<span class="menu-anchor"><button type="button" class="icon-button" aria-label=${words().shortcuts} title=${words().shortcuts} aria-haspopup="menu"
      aria-expanded=${isOpen(key)} data-popup-anchor @click=${(event) => togglePopup(key, event.currentTarget)}>${icon('bolt')}</button>
    ${isOpen(key) ? menu(entries, key, words().shortcuts) : nothing}</span>`;
}

function suggestions(draft) {
  if (!draft.startsWith('/') || draft.includes('\n') || hints.hiddenFor === draft) return [];
  const [typed] = draft.split(' ');
  const { commands } = store.state.app;
  if (draft.includes(' ')) return commands.filter((one) => one.command === typed);
  return commands.filter((one) => one.command.startsWith(typed));
}

function hintList(commands) {
  return html`<div class="hints" id="command-hints" role="listbox" aria-label=${words().commands}>
    ${commands.map(
      (
        one,
        index,
      ) => html`<div role="option" class="hint ${index === hints.active ? 'active' : ''}" aria-selected=${index === hints.active}
        @pointerdown=${(event) => event.preventDefault()} @click=${() => complete(one)}>
        <div><strong>${one.command}</strong> <span class="usage">${one.usageHint}</span></div><small>${one.description}</small></div>`,
    )}
  </div>`;
}

function setDraft(text) {
  store.drafts.set(store.conversation, text);
  redraw();
}

function onInput(event) {
  hints.active = 0;
  hints.hiddenFor = null;
  store.errors.delete('composer');
  setDraft(event.target.value);
  grow(event.target);
}

/** The field grows with its text up to a limit in the style sheet. */
function grow(area) {
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight}px`;
}

function complete({ command }) {
  setDraft(`${command} `);
  document.getElementById('composer').focus();
}

function onKey(event, commands) {
  if (event.isComposing) return;
  const draft = event.target.value;
  const choosing =
    commands.length > 0 && !draft.includes(' ') && commands[hints.active]?.command !== draft.trim();
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (choosing && move) {
    event.preventDefault();
    hints.active = (hints.active + move + commands.length) % commands.length;
    redraw();
  } else if (choosing && (event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey) {
    event.preventDefault();
    complete(commands[hints.active]);
  } else if (event.key === 'Escape' && commands.length > 0) {
    hints.hiddenFor = draft;
    redraw();
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    submit();
  }
}

/** What is sent while the message before it is under way goes after it. */
let last = Promise.resolve(true);

async function submit() {
  const { user, conversation: channel } = store;
  const text = store.drafts.get(channel) ?? '';
  if (text.trim() === '') return;
  setDraft('');
  const area = document.getElementById('composer');
  area.value = '';
  grow(area);
  area.focus();
  last = last.then(() => send({ user, channel, text: text.trim() })).catch(() => false);
  const went = await last;
  if (!went && !store.drafts.get(channel)) {
    store.drafts.set(channel, text);
    redraw();
  }
}

function onFile(event) {
  const name = event.target.files[0]?.name;
  event.target.value = '';
  if (!name) return;
  const text = (store.drafts.get(store.conversation) ?? '').trim();
  setDraft('');
  run('composer', { act: 'upload', channel: store.conversation, name, ...(text ? { text } : {}) });
}
