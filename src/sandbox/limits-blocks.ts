import { elementsOf, PLACES } from './limits-elements.ts';
import { cell, richText } from './limits-rich.ts';
import { anyText, id, markdownText, plain, someOf, url } from './limits-text.ts';
import { bool, byType, integer, list, oneOf, type Rule, shape, string, typed } from './shape.ts';

const anything: Rule = () => {};
const imageElement = byType(() => elementsOf(['image']));
const button = byType(() => elementsOf(['button']));
const own = { block_id: id };

const card = shape(
  { type: typed },
  {
    ...own,
    hero_image: imageElement,
    icon: imageElement,
    title: markdownText(150),
    subtitle: markdownText(150),
    body: markdownText(200),
    actions: list(button, 1, 3),
  },
  someOf('hero_image', 'title', 'body', 'actions'),
);
const taskCard = shape(
  {
    type: typed,
    task_id: id,
    title: string(3_000),
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
  },
  { ...own, details: richText, output: richText, sources: list(anything, 0, 100) },
);

/** What Slack accepts for each kind of block. */
const BLOCKS: Record<string, Rule> = {
  section: shape(
    { type: typed },
    {
      ...own,
      text: anyText(3_000),
      fields: list(anyText(2_000), 1, 10),
      accessory: byType(() => elementsOf(PLACES.accessory)),
      expand: bool,
    },
    someOf('text', 'fields'),
  ),
  header: shape({ type: typed, text: plain(150) }, own),
  divider: shape({ type: typed }, own),
  markdown: shape({ type: typed, text: string(12_000) }, own),
  rich_text: richText,
  image: shape(
    { type: typed, alt_text: string(2_000) },
    {
      ...own,
      title: plain(2_000),
      image_url: url(3_000),
      slack_file: shape({}, { id, url: url(3_000) }),
    },
    someOf('image_url', 'slack_file'),
  ),
  context: shape(
    {
      type: typed,
      elements: list(
        byType(() => ({
          ...elementsOf(['image']),
          plain_text: anyText(3_000),
          mrkdwn: anyText(3_000),
        })),
        1,
        10,
      ),
    },
    own,
  ),
  context_actions: shape(
    {
      type: typed,
      elements: list(
        byType(() => elementsOf(PLACES.context_actions)),
        1,
        5,
      ),
    },
    own,
  ),
  actions: shape(
    {
      type: typed,
      elements: list(
        byType(() => elementsOf(PLACES.actions)),
        1,
        25,
      ),
    },
    own,
  ),
  input: shape(
    { type: typed, label: plain(2_000), element: byType(() => elementsOf(PLACES.input)) },
    { ...own, hint: plain(2_000), optional: bool, dispatch_action: bool },
  ),
  table: shape(
    { type: typed, rows: list(list(cell, 1, 20), 1, 100) },
    {
      ...own,
      column_settings: list(shape({}, { align: oneOf('left', 'center', 'right'), is_wrapped: bool }), 1, 20),
    },
  ),
  data_table: shape(
    { type: typed, rows: list(list(cell, 1, 20), 2, 101), caption: string(3_000) },
    { ...own, page_size: integer(1, 100), row_header_column_index: integer(0, 19) },
  ),
  data_visualization: shape({ type: typed, title: string(50) }, { ...own, chart: anything, data: anything }),
  alert: shape(
    { type: typed, text: anyText(200) },
    { ...own, level: oneOf('default', 'info', 'warning', 'error', 'success') },
  ),
  card,
  carousel: shape(
    {
      type: typed,
      elements: list(
        byType(() => ({ card })),
        1,
        10,
      ),
    },
    own,
  ),
  container: shape(
    {
      type: typed,
      child_blocks: list(
        byType(() => blocksOf(IN_CONTAINER)),
        1,
        10,
      ),
    },
    {
      ...own,
      title: plain(150),
      rich_text_title: richText,
      subtitle: anyText(150),
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      icon: imageElement,
      is_collapsible: bool,
      default_collapsed: bool,
      has_header_divider: bool,
    },
  ),
  file: shape({ type: typed, external_id: id, source: oneOf('remote') }, own),
  task_card: taskCard,
  plan: shape(
    { type: typed, title: string(3_000) },
    {
      ...own,
      tasks: list(
        byType(() => ({ task_card: taskCard })),
        1,
        50,
      ),
    },
  ),
  video: shape(
    {
      type: typed,
      video_url: url(3_000),
      thumbnail_url: url(3_000),
      alt_text: string(2_000),
      title: plain(199),
    },
    {
      ...own,
      title_url: url(3_000),
      author_name: string(49),
      provider_name: string(255),
      provider_icon_url: url(3_000),
      description: plain(3_000),
    },
  ),
};

const IN_CONTAINER = [
  'actions',
  'context',
  'divider',
  'file',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  'video',
];

const IN_VIEWS = [
  'actions',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'video',
];

/** Which blocks may stand on which surface. */
const SURFACES = {
  message: Object.keys(BLOCKS).filter((type) => type !== 'alert'),
  modal: [...IN_VIEWS, 'alert'],
  home: IN_VIEWS,
};

export type SurfaceKind = keyof typeof SURFACES;

function blocksOf(types: readonly string[]): Record<string, Rule> {
  return Object.fromEntries(Object.entries(BLOCKS).filter(([type]) => types.includes(type)));
}

const RULES: Record<SurfaceKind, Record<string, Rule>> = {
  message: blocksOf(SURFACES.message),
  modal: blocksOf(SURFACES.modal),
  home: blocksOf(SURFACES.home),
};

/** The rule of one block on a surface. */
export function blockRule(surface: SurfaceKind): Rule {
  return byType(() => RULES[surface]);
}
