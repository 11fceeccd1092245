import type { Placed, Problem } from './lint.ts';
import { normaliseQuestion } from './normalise.ts';
import { type ProtectedTrait, traitIn, traitOfOptions } from './sensitive.ts';

/**
 * Questions about protected traits that are not marked. What only the wording suggests can be answered with
 * `protected: false`; a key or a dimension that names the trait cannot.
 */
export function protectedFaults({ index, written }: Placed): Problem[] {
  if (written.protected === true) return [];
  const { key, dimension, ask, options } = normaliseQuestion(written);
  const named = [key, dimension].map((name) => traitIn(spoken(name))).find((trait) => trait !== null);
  if (named) return [fault(index, 'key', named, 'add protected: true')];
  if (written.protected === false) return [];
  const remedy = 'add protected: true, or protected: false if it asks about something else';
  const asked = Object.values(ask)
    .flatMap((byRole) => Object.values(byRole))
    .map(traitIn)
    .find((trait) => trait !== null);
  if (asked) return [fault(index, 'ask', asked, remedy)];
  const offered =
    traitOfOptions(options.map(({ label }) => label.en)) ??
    traitOfOptions(options.map(({ label }) => label.ru ?? '')) ??
    traitOfOptions(options.map(({ value }) => spoken(value)));
  return offered ? [fault(index, 'options', offered, remedy)] : [];
}

/** `contactAge_group` -> contact age group */
function spoken(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ');
}

function fault(index: number, field: string, trait: ProtectedTrait, remedy: string): Problem {
  return {
    path: ['questions', index, field],
    message: `This asks about ${trait}, which may describe a person and never exclude one: ${remedy}.`,
  };
}
