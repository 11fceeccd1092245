import { id, url } from './limits-text.ts';
import { bool, byType, integer, list, oneOf, type Rule, shape, string, typed } from './shape.ts';

const textStyle = shape({}, { bold: bool, italic: bool, strike: bool, code: bool, underline: bool });
const inlineKeys = {
  style: textStyle,
  url: url(3_000),
  text: string(3_000, 0),
  unsafe: bool,
  unicode: string(100),
  fallback: string(3_000),
};
const inline: Rule = byType(() => ({
  text: shape({ type: typed, text: string(3_000) }, { style: textStyle }),
  link: shape({ type: typed, url: url(3_000) }, inlineKeys),
  emoji: shape({ type: typed, name: string(100) }, inlineKeys),
  user: shape({ type: typed, user_id: id }, { style: textStyle }),
  usergroup: shape({ type: typed, usergroup_id: id }, { style: textStyle }),
  channel: shape({ type: typed, channel_id: id }, { style: textStyle }),
  team: shape({ type: typed, team_id: id }, { style: textStyle }),
  broadcast: shape({ type: typed, range: oneOf('here', 'channel', 'everyone') }, { style: textStyle }),
  color: shape({ type: typed, value: string(20) }, { style: textStyle }),
  date: shape({ type: typed, timestamp: integer(0, 1e11), format: string(255) }, inlineKeys),
}));
const border = { border: integer(0, 1) };
const section = shape({ type: typed, elements: list(inline, 0, 1_000) });
const richParts: Rule = byType(() => ({
  rich_text_section: section,
  rich_text_quote: shape({ type: typed, elements: list(inline, 0, 1_000) }, border),
  rich_text_preformatted: shape(
    { type: typed, elements: list(inline, 0, 1_000) },
    { ...border, language: string(50) },
  ),
  rich_text_list: shape(
    {
      type: typed,
      style: oneOf('bullet', 'ordered'),
      elements: list(
        byType(() => ({ rich_text_section: section })),
        0,
        1_000,
      ),
    },
    { ...border, indent: integer(0, 8), offset: integer(0, 10_000) },
  ),
}));
/** A rich text block. */
export const richText = shape({ type: typed, elements: list(richParts, 1, 1_000) }, { block_id: id });
/** A cell of a table. */
export const cell: Rule = byType(() => ({
  raw_text: shape({ type: typed, text: string(3_000) }),
  raw_number: shape({ type: typed, value: () => {}, text: string(3_000) }),
  rich_text: richText,
}));
