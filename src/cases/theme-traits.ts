import type { CaseText, Dimension } from './case.ts';
import type { Fact } from './merge.ts';
import { type ConfirmedThemes, findingDimension, findingKinds } from './themes.ts';

/** The dimensions of confirmed findings: told after the fact, so that they describe a kind and never turn a lead away. */
export function themeDimensions(themes: ConfirmedThemes | null): Record<string, Dimension> {
  const dimensions: Record<string, Dimension> = {};
  for (const kind of findingKinds) {
    const values = (themes?.codes ?? [])
      .filter((one) => one.kind === kind)
      .map(({ code, label }) => ({ value: code, label: { en: label, ru: label } }));
    if (values.length === 0) continue;
    const key = findingDimension[kind];
    dimensions[key] = {
      key,
      label: {
        en: kind === 'theme' ? 'Told about' : 'Could be noticed',
        ru: kind === 'theme' ? 'Рассказывают' : 'Было заметно',
      },
      type: 'multi',
      level: 'outcome',
      observable: 'after_sale',
      protected: false,
      values,
      cuts: null,
    };
  }
  return dimensions;
}

/**
 * What was found in a case's texts, by dimension. Whoever told nothing of a theme does not deny it: what any of them told
 * is said by all, and a case whose texts were read and tell none of the themes has none.
 */
export function themeFacts(
  texts: readonly CaseText[],
  { codes, read }: ConfirmedThemes,
): [dimension: string, facts: Fact[]][] {
  const told = texts.filter(({ answer }) => read.has(answer));
  if (told.length === 0) return [];
  return findingKinds
    .filter((kind) => codes.some((code) => code.kind === kind))
    .map((kind) => {
      const found = told.flatMap(({ answer }) => read.get(answer) ?? []).filter((code) => code.kind === kind);
      const raw = [...new Set(found.map(({ code }) => code))].sort();
      const facts = told.map(({ answer, revision, reporter, role }): Fact => {
        return { raw, source: { answer, revision, reporter, role } };
      });
      return [findingDimension[kind], facts];
    });
}
