/** Options of selects in the shape that the lists draw. */
import { plainString } from './text.js';

/** Slack's options and option groups in the shape that the lists draw. */
export function optionGroups(options, groups) {
  const all = groups?.length ? groups : [{ options: options ?? [] }];
  return all.map((group) => ({
    label: group.label ? plainString(group.label) : null,
    options: group.options.map((option) => ({
      key: option.value,
      text: plainString(option.text),
      hint: option.description ? plainString(option.description) : null,
      bare: option,
    })),
  }));
}
