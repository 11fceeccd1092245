/** The conversation on screen: messages in groups under their day, and what one can do with each. */
import { repeat } from '/vendor/lit-html/directives/repeat.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import { confirm, run } from './actions.js';
import { appAvatar, avatar } from './avatar.js';
import { blockList } from './blocks.js';
import { clockTime, dayKey, dayName, fullTime, tsMs } from './dates.js';
import { menu } from './elements.js';
import { icon } from './icons.js';
import { decodeEntities } from './mrkdwn.js';
import { closePopup, isOpen, togglePopup } from './popup.js';
import { nameOf, openConversation, person, place, redraw, store, words } from './state.js';
import { errorKey, messageSurface } from './surface.js';
import { mrkdwn } from './text.js';

const GROUP_WITHIN_MS = 5 * 60_000;

/** Draws the messages of the open conversation. */
export function messageLog() {
  const messages = store.messages.get(store.conversation);
  return html`<div class="log" role="log" aria-label=${words().messages} aria-busy=${messages === undefined} tabindex="0" data-testid="messages">
    <div class="log-inner">${messages === undefined ? html`<p class="log-note">${words().loading}</p>` : nothing}
    ${messages?.length === 0 ? beginning() : nothing}
    ${repeat(withPlaces(messages ?? []), ({ message }) => message.ts, row)}</div>
  </div>`;
}

function beginning() {
  const conversation = openConversation();
  const { app } = store.state;
  if (!conversation.withApp)
    return html`<div class="beginning"><h2>#${conversation.name}</h2><p>${conversation.topic || words().emptyChannel}</p></div>`;
  return html`<div class="beginning">${appAvatar('large')}<h2>${app.name}</h2>
    <p>${words().youTalk(app.name)}${app.commands.length > 0 ? html`, ${words().orType} <code class="code">${app.commands[0].command} help</code>` : nothing}.</p></div>`;
}

/** Adds to each message whether a new day or a new author begins with it. */
function withPlaces(messages) {
  const { tz } = place();
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const newDay = !before || dayKey(tsMs(before.ts), tz) !== dayKey(tsMs(message.ts), tz);
    const near = before && tsMs(message.ts) - tsMs(before.ts) < GROUP_WITHIN_MS;
    const same = near && before.user === message.user && before.ephemeral === message.ephemeral;
    return { message, newDay, head: newDay || !same };
  });
}

function row({ message, newDay, head }) {
  const where = place();
  const ms = tsMs(message.ts);
  const author = message.user === null ? null : person(message.user);
  const name = message.user === null ? store.state.app.name : (author?.realName ?? message.user);
  const time = html`<time class="time" title=${fullTime(ms, where)}>${clockTime(ms, where)}</time>`;
  return html`${newDay ? html`<div class="day" role="separator" aria-label=${dayName(ms, Date.now(), where)}><span>${dayName(ms, Date.now(), where)}</span></div>` : nothing}
  <article class="message ${head ? 'head' : 'follow'} ${message.ephemeral ? 'ephemeral' : ''} ${store.pointedAt === message.ts ? 'pointed' : ''}"
    id="m-${message.ts.replace('.', '-')}" data-ts=${message.ts} aria-label="${name}, ${clockTime(ms, where)}">
    <div class="gutter">${head ? (message.user === null ? appAvatar() : avatar(author)) : time}</div>
    <div class="message-body">
      ${message.ephemeral ? html`<p class="only-you">${icon('eye')} ${words().onlyYou}</p>` : nothing}
      ${head ? html`<p class="byline"><strong>${name}</strong>${message.user === null ? html`<span class="app-badge">${words().app}</span>` : nothing}${time}</p>` : nothing}
      ${store.editing?.ts === message.ts ? editor(message) : inPlace(message)}
      ${faultOf(message)}
    </div>
    ${store.editing?.ts === message.ts ? nothing : tools(message)}
  </article>`;
}

/** A reply in a thread is folded away, as a channel shows threads by a link alone. */
function inPlace(message) {
  const isReply = message.threadTs && message.threadTs !== message.ts;
  if (!isReply) return content(message);
  return html`<details class="thread"><summary>${words().inThread}</summary>${content(message)}</details>`;
}

function content(message) {
  const edited = message.edited ? html`<span class="edited">${words().edited}</span>` : nothing;
  const blocks = message.blocks?.length ? blockList(messageSurface(message), message.blocks) : nothing;
  const text =
    blocks === nothing && message.text !== ''
      ? html`<div class="text">${mrkdwn(message.text)}</div>`
      : nothing;
  return html`${text}${blocks}${edited}${
    message.files.length > 0 ? html`<div class="files">${message.files.map(fileOf)}</div>` : nothing
  }`;
}

function fileOf(file) {
  if (file.picture)
    return html`<figure class="picture"><figcaption>${file.title}</figcaption><img src=${file.picture} alt=${file.alt || file.title} loading="lazy" /></figure>`;
  return html`<span class="file">${icon('file')}<span><strong>${file.title}</strong><small>${fileSize(file.size)}</small></span></span>`;
}

function fileSize(bytes) {
  if (bytes < 1024) return bytes > 0 ? words().bytes(bytes) : words().file;
  const [kilo, mega] = words().units;
  const mb = (bytes / 1024 / 1024).toLocaleString(place().locale, { maximumFractionDigits: 1 });
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} ${kilo}` : `${mb} ${mega}`;
}

function faultOf(message) {
  const fault = store.errors.get(errorKey(messageSurface(message)));
  return fault ? html`<p class="message-error" role="alert">${fault}</p>` : nothing;
}

function tools(message) {
  const own = message.user === store.user && !message.ephemeral;
  const shortcuts = message.ephemeral
    ? []
    : store.state.app.shortcuts.filter((one) => one.type === 'message');
  if (!own && shortcuts.length === 0) return nothing;
  const key = `message ${message.ts}`;
  const entries = [
    ...shortcuts.map((one) => ({
      text: one.name,
      hint: store.state.app.name,
      pick: () => useShortcut(message, one),
    })),
    ...(own
      ? [
          { text: words().editMessage, pick: () => edit(message) },
          { text: words().deleteMessage, danger: true, pick: () => remove(message) },
        ]
      : []),
  ];
  return html`<div class="tools ${isOpen(key) ? 'open' : ''}">
    ${own ? html`<button type="button" class="icon-button" aria-label=${words().editMessage} title=${words().editMessage} @click=${() => edit(message)}>${icon('edit')}</button>` : nothing}
    <button type="button" class="icon-button" aria-label=${words().moreActions} title=${words().moreActions} aria-haspopup="menu" aria-expanded=${isOpen(key)}
      data-popup-anchor @click=${(event) => togglePopup(key, event.currentTarget, { align: 'end' })}>${icon('more')}</button>
    ${isOpen(key) ? menu(entries, key, words().moreActions) : nothing}
  </div>`;
}

function useShortcut(message, { callbackId }) {
  closePopup({ refocus: true });
  const { channel, ts } = message;
  run(
    `shortcut ${ts}`,
    { act: 'message_shortcut', callbackId, channel, ts },
    errorKey(messageSurface(message)),
  );
}

/** The words as they were typed: entities, links and mentions undone. */
function typedText(text) {
  const named = text.replace(/<@(\w+)>/g, (_, id) => `@${nameOf(id)}`);
  return decodeEntities(
    named.replace(/<(?:mailto:)?([^@#!|<>][^|<>]*)(?:\|([^<>]*))?>/g, (_, url, label) => label ?? url),
  );
}

function edit(message) {
  closePopup();
  store.editing = { ts: message.ts, text: typedText(message.text) };
  redraw();
  requestAnimationFrame(() => {
    const area = document.getElementById('edit-message');
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  });
}

function editor(message) {
  const stop = () => {
    store.editing = null;
    redraw();
    document.getElementById('composer')?.focus();
  };
  const save = async () => {
    const { text } = store.editing;
    const request = { act: 'edit', channel: message.channel, ts: message.ts, text: text.trim() };
    const result = await run(`edit ${message.ts}`, request, errorKey(messageSurface(message)));
    if (result?.ok) stop();
  };
  const onKeydown = (event) => {
    if (event.key === 'Escape') stop();
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  };
  return html`<div class="editor">
    <textarea class="field" id="edit-message" rows="3" aria-label=${words().editMessage} .value=${store.editing.text}
      @input=${(event) => {
        store.editing.text = event.target.value;
      }} @keydown=${onKeydown}></textarea>
    <div class="editor-bar"><button type="button" class="button" @click=${stop}>${words().cancel}</button>
      <button type="button" class="button primary" aria-busy=${store.busy.has(`edit ${message.ts}`)} @click=${save}>${words().save}</button></div>
  </div>`;
}

async function remove(message) {
  closePopup();
  const ask = {
    title: words().deleteMessage,
    text: words().deleteText,
    confirm: words().delete,
    deny: words().cancel,
    style: 'danger',
  };
  if (!(await confirm(ask))) return;
  const { channel, ts } = message;
  run(`delete ${ts}`, { act: 'delete', channel, ts }, errorKey(messageSurface(message)));
}
