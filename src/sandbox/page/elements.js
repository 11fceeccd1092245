/** Block elements: buttons, menus, choices and fields. Selects stand in `selects.js`. */
import { live } from '/vendor/lit-html/directives/live.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import { safeUrl } from './mrkdwn.js';
import { closePopup, isOpen, onMenuKey, togglePopup } from './popup.js';
import { select } from './selects.js';
import { store, words } from './state.js';
import { choose, dispatch, fieldId, isBusy, readBare, writeBare } from './surface.js';
import { mrkdwnInline, plainString, textObject } from './text.js';
import { fieldOf } from './values.js';

/**
 * Draws one element. `place` says where it stands: `{ surface, blockId, acts, label, describedBy, invalid }`,
 * where `acts` means that a choice is sent to the app at once and `label` is the id of a visible label.
 */
export function element(place, item) {
  if (!item) return nothing;
  if (item.type === 'button' || item.type === 'workflow_button') return button(place, item);
  if (item.type === 'overflow') return overflow(place, item);
  if (item.type === 'image') return thumbnail(item);
  if (item.type === 'radio_buttons' || item.type === 'checkboxes') return choices(place, item);
  if (/_select$/.test(item.type)) return select(place, item);
  if (item.type === 'plain_text_input' && item.multiline) return textArea(place, item);
  if (fieldOf(item.type) && INPUT_TYPES[item.type]) return field(place, item);
  return html`<span class="unknown">${item.type ?? 'element'}</span>`;
}

function button({ surface, blockId }, item) {
  const busy = isBusy(surface, blockId, item, item.value ?? '');
  const url = safeUrl(item.url);
  const onClick = () => {
    if (url) window.open(url, '_blank', 'noopener');
    const value = item.value === undefined ? { type: 'button' } : { type: 'button', value: item.value };
    dispatch(surface, blockId, item, value, item.value ?? '');
  };
  return html`<button type="button" class="button ${item.style ?? ''}" aria-busy=${busy}
    aria-label=${item.accessibility_label ?? nothing} data-action=${item.action_id ?? nothing} @click=${onClick}>${plainString(item.text)}${url ? html`<span class="outward" aria-hidden="true">↗</span>` : nothing}</button>`;
}

function overflow({ surface, blockId }, item) {
  const key = `overflow ${fieldId(surface, blockId, item.action_id)}`;
  const busy = isBusy(surface, blockId, item);
  const pick = (option) => {
    closePopup({ refocus: true });
    const url = safeUrl(option.url);
    if (url) window.open(url, '_blank', 'noopener');
    dispatch(surface, blockId, item, { type: 'overflow', selected_option: option });
  };
  return html`<span class="menu-anchor">
    <button type="button" class="button overflow" aria-label=${words().moreOptions} aria-haspopup="menu" aria-busy=${busy}
      aria-expanded=${isOpen(key)} data-popup-anchor @click=${(event) => togglePopup(key, event.currentTarget, { align: 'end' })}>⋯</button>
    ${
      isOpen(key)
        ? menu(
            item.options.map((option) => ({ text: plainString(option.text), pick: () => pick(option) })),
            key,
          )
        : nothing
    }
  </span>`;
}

/** A floating menu of `{ text, pick, danger, hint }`. */
export function menu(entries, key, label = words().moreOptions) {
  return html`<div class="popup menu" role="menu" aria-label=${label} data-popup=${key} .style=${popupStyle()} @keydown=${onMenuKey}>
    ${entries.map(
      (
        entry,
      ) => html`<button type="button" role="menuitem" tabindex="-1" class="menu-item ${entry.danger ? 'danger' : ''}" @click=${entry.pick}>
        <span>${entry.text}</span>${entry.hint ? html`<small>${entry.hint}</small>` : nothing}</button>`,
    )}
  </div>`;
}

const popupStyle = () => store.popup?.style ?? '';

function thumbnail(item) {
  const url = safeUrl(item.image_url) ?? (item.image_url?.startsWith('/') ? item.image_url : null);
  return url ? html`<img class="thumbnail" src=${url} alt=${item.alt_text ?? ''} />` : nothing;
}

function choices(place, item) {
  const { surface, blockId, acts, label, describedBy, invalid } = place;
  const many = item.type === 'checkboxes';
  const chosen = readBare(surface, blockId, item);
  const has = (option) =>
    many ? chosen.some((one) => one.value === option.value) : chosen?.value === option.value;
  const id = fieldId(surface, blockId, item.action_id);
  const onChange = (option, checked) => {
    const others = many ? chosen.filter((one) => one.value !== option.value) : [];
    const kept = checked ? [...others, option] : others;
    const ordered = item.options.filter((one) => kept.some((other) => other.value === one.value));
    choose(surface, blockId, item, many ? ordered : option, { acts });
  };
  return html`<div class="choices" role=${many ? 'group' : 'radiogroup'} id=${id} tabindex="-1" aria-labelledby=${label ?? nothing}
    aria-describedby=${describedBy ?? nothing} aria-invalid=${invalid ? 'true' : nothing} aria-busy=${isBusy(surface, blockId, item)}>
    ${item.options.map(
      (option) => html`<label class="choice">
        <input type=${many ? 'checkbox' : 'radio'} name=${id} .checked=${live(has(option))}
          @change=${(event) => onChange(option, event.target.checked)} />
        <span class="choice-text"><span>${option.text.type === 'mrkdwn' ? mrkdwnInline(option.text.text) : plainString(option.text)}</span>
        ${option.description ? html`<small>${textObject(option.description)}</small>` : nothing}</span>
      </label>`,
    )}
  </div>`;
}

const INPUT_TYPES = {
  plain_text_input: { type: 'text', mode: 'text' },
  number_input: { type: 'text', mode: 'decimal' },
  email_text_input: { type: 'text', mode: 'email' },
  url_text_input: { type: 'text', mode: 'url' },
  datepicker: { type: 'date', acts: true },
  timepicker: { type: 'time', acts: true },
  datetimepicker: { type: 'datetime-local', acts: true },
};

/** Attributes that every field shares; `acts` of typed fields waits for Enter or for a pause, as the app asked. */
function typing({ surface, blockId, acts }, item) {
  const when = item.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  let timer = 0;
  const send = () => {
    clearTimeout(timer);
    dispatch(
      surface,
      blockId,
      item,
      writeBare(surface, blockId, item, readBare(surface, blockId, item), acts),
    );
  };
  return {
    onInput: (event) => {
      writeBare(surface, blockId, item, event.target.value, acts);
      if (acts && when.includes('on_character_entered')) {
        clearTimeout(timer);
        timer = setTimeout(send, 400);
      }
    },
    onKeydown: (event) => {
      if (event.key !== 'Enter' || !acts || !when.includes('on_enter_pressed') || event.isComposing) return;
      event.preventDefault();
      send();
    },
  };
}

function field(place, item) {
  const { surface, blockId, acts, label, describedBy, invalid } = place;
  const { type, mode } = INPUT_TYPES[item.type];
  const { onInput, onKeydown } = typing(place, item);
  const seconds = item.type === 'datetimepicker';
  const bare = readBare(surface, blockId, item);
  const onChange = (event) => {
    const text = event.target.value;
    choose(surface, blockId, item, seconds && text ? Date.parse(text) / 1000 : text, { acts });
  };
  const isPicker = mode === undefined;
  return html`<input class="field ${item.type}" id=${fieldId(surface, blockId, item.action_id)} type=${type} inputmode=${mode ?? nothing}
    .value=${live(seconds && bare ? new Date(bare * 1000).toISOString().slice(0, 16) : (bare ?? ''))}
    placeholder=${item.placeholder ? plainString(item.placeholder) : nothing} aria-label=${label ? nothing : plainString(item.placeholder) || item.type} aria-describedby=${describedBy ?? nothing}
    aria-invalid=${invalid ? 'true' : nothing} aria-busy=${isBusy(surface, blockId, item)} autocomplete="off"
    ?autofocus=${item.focus_on_load} @input=${isPicker ? nothing : onInput} @change=${isPicker ? onChange : nothing} @keydown=${onKeydown} />`;
}

function textArea(place, item) {
  const { surface, blockId, label, describedBy, invalid } = place;
  const { onInput, onKeydown } = typing(place, item);
  return html`<textarea class="field" id=${fieldId(surface, blockId, item.action_id)} rows="4"
    .value=${live(readBare(surface, blockId, item) ?? '')} placeholder=${item.placeholder ? plainString(item.placeholder) : nothing}
    aria-label=${label ? nothing : plainString(item.placeholder) || words().text}
    aria-describedby=${describedBy ?? nothing} aria-invalid=${invalid ? 'true' : nothing} ?autofocus=${item.focus_on_load}
    @input=${onInput} @keydown=${onKeydown}></textarea>`;
}
