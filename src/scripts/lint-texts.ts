import type { Say, WrittenScript } from './format.ts';
import type { Placed, Problem } from './problem.ts';

/**
 * Texts that stand in English only where others are translated. A plain text stands for every language, and a wording by
 * role is taken as meant for a team that works in one language.
 */
export function missingTranslations(
  script: WrittenScript,
  questions: Placed[],
  { question: say }: Say,
): Problem[] {
  const texts: { path: Problem['path']; text: unknown }[] = [
    { path: ['title'], text: script.title },
    { path: ['about'], text: script.about },
    ...questions.flatMap(({ index, written }) => [
      { path: ['questions', index, 'ask'], text: written.ask },
      ...(written.options ?? []).map((option, place) => ({
        path: ['questions', index, 'options', place],
        text: typeof option === 'object' ? option.label : undefined,
      })),
    ]),
  ];
  if (!texts.some(({ text }) => languagesOf(text).includes('ru'))) return [];
  return texts
    .filter(({ text }) => typeof text === 'object' && text !== null && !languagesOf(text).includes('ru'))
    .filter(({ text }) => typeof (text as { en?: unknown }).en !== 'object')
    .map(({ path }) => ({
      path,
      advice: true,
      message: say.noRussian,
    }));
}

function languagesOf(text: unknown): string[] {
  if (typeof text !== 'object' || text === null) return [];
  return Object.entries(text).flatMap(([language, said]) => (said === undefined ? [] : [language]));
}
