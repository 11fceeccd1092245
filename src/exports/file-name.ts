import type { ApprovedPersona } from '../personas/store.ts';
import type { AnyFormat } from './run.ts';

/** Russian letters as they are commonly written in Latin ones; hard and soft signs are left out. */
const LATIN = new Map(
  Object.entries({
    ...{
      а: 'a',
      б: 'b',
      в: 'v',
      г: 'g',
      д: 'd',
      е: 'e',
      ж: 'zh',
      з: 'z',
      и: 'i',
      й: 'y',
      к: 'k',
      л: 'l',
      м: 'm',
    },
    ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh' },
    ...{ щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
  }),
);
const LONGEST_NAME = 60;
const ENDINGS: Partial<Record<AnyFormat, string>> = {
  markdown: 'md',
  html: 'html',
  json: 'json',
  'hubspot-list': 'json',
};

/**
 * What a file is called: `bargain-hunter-bob-p1-v2-google.csv`. Small Latin letters, digits and hyphens alone, so that it
 * is a name on every file system, whatever the persona is called, and never a path.
 */
export function fileName({ id, version, body }: ApprovedPersona, format: AnyFormat): string {
  const ending = ENDINGS[format];
  const list = ending === undefined || format === 'hubspot-list' ? format : '';
  const name = slug(body.name).slice(0, LONGEST_NAME).replace(/-$/, '');
  return `${[name, slug(id), `v${version}`, list].filter((part) => part !== '').join('-')}.${ending ?? 'csv'}`;
}

function slug(text: string): string {
  const folded = text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
  const latin = [...folded].map((letter) => LATIN.get(letter) ?? letter).join('');
  return latin
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
