/** Selects: a native one for a fixed list and one choice, a typed one with chips for everything else. */
import { live } from '/vendor/lit-html/directives/live.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import { combobox } from './combobox.js';
import { optionGroups } from './options.js';
import { store, words } from './state.js';
import { choose, fieldId, isBusy, readBare } from './surface.js';
import { plainString } from './text.js';

/** Draws any of Slack's select elements. */
export function select(place, item) {
  const many = item.type.startsWith('multi_');
  const source = item.type.replace(/^multi_/, '').replace(/_select$/, '');
  if (source === 'external') return combobox(place, item, { many, groups: null });
  const groups = groupsOf(item, source);
  return many ? combobox(place, item, { many, groups }) : nativeSelect(place, item, groups);
}

/** The options as groups of `{ key, text, hint, bare }`; `bare` is what the state value holds. */
function groupsOf(item, source) {
  if (source === 'static') return optionGroups(item.options, item.option_groups);
  if (source === 'users')
    return [{ label: null, options: people().map(([id, text]) => ({ key: id, text, bare: id })) }];
  const channels = conversations(source, item.filter).map(({ id, text }) => ({ key: id, text, bare: id }));
  return [{ label: null, options: channels }];
}

function people() {
  const { users, app } = store.state;
  return [
    ...users.filter((user) => !user.deleted).map((user) => [user.id, user.realName]),
    [app.botUserId, app.name],
  ];
}

function conversations(source, filter) {
  const kinds = source === 'channels' ? ['public'] : (filter?.include ?? ['public', 'private', 'im', 'mpim']);
  return store.state.conversations
    .filter(
      (one) => !one.archived && (one.kind === 'channel' ? kinds.includes('public') : kinds.includes('im')),
    )
    .map((one) => ({ id: one.id, text: one.kind === 'channel' ? `# ${one.name}` : one.name }));
}

function nativeSelect({ surface, blockId, acts, label, describedBy, invalid }, item, groups) {
  const bare = readBare(surface, blockId, item);
  const chosen = bare?.value ?? bare ?? '';
  const all = groups.flatMap((group) => group.options);
  const placeholder = item.placeholder ? plainString(item.placeholder) : words().choose;
  const onChange = (event) => {
    const option = all.find((one) => one.key === event.target.value);
    choose(surface, blockId, item, option?.bare ?? null, { acts: acts && option });
  };
  const options = (list) =>
    list.map(
      (one) =>
        html`<option value=${one.key} .selected=${live(one.key === chosen)}>${one.text}${one.hint ? ` – ${one.hint}` : ''}</option>`,
    );
  return html`<span class="select-wrap"><select class="field select ${chosen === '' ? 'empty' : ''}" id=${fieldId(surface, blockId, item.action_id)}
    aria-label=${label ? nothing : placeholder} aria-describedby=${describedBy ?? nothing} aria-invalid=${invalid ? 'true' : nothing}
    aria-busy=${isBusy(surface, blockId, item)} @change=${onChange}>
    <option value="" ?hidden=${acts} .selected=${live(chosen === '')}>${placeholder}</option>
    ${groups.map((group) => (group.label ? html`<optgroup label=${group.label}>${options(group.options)}</optgroup>` : options(group.options)))}
  </select></span>`;
}
