import type { Case, Dimension, Source } from './case.ts';
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
 * Adds what was found in a case's texts. Whoever told nothing of a theme does not deny it: what any of them told
 * stands, and a case whose texts were read and tell none of the themes has none.
 */
export function addThemes(
  one: Case,
  { codes, read }: ConfirmedThemes,
  declared: Record<string, unknown>,
): void {
  const told = one.texts.filter(({ answer }) => read.has(answer));
  if (told.length === 0) return;
  for (const kind of findingKinds) {
    const key = findingDimension[kind];
    if (declared[key] !== undefined || !codes.some((code) => code.kind === kind)) continue;
    const found = told.map((text) => ({
      text,
      codes: (read.get(text.answer) ?? []).filter((code) => code.kind === kind).map(({ code }) => code),
    }));
    const values = [...new Set(found.flatMap((each) => each.codes))].sort();
    const sources = found.map(
      ({ text: { answer, revision, reporter, role } }): Source => ({ answer, revision, reporter, role }),
    );
    one.traits[key] = { values, disputed: false, raw: null, sources };
  }
}
