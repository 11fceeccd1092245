import type { Say } from './format.ts';
import { normaliseQuestion } from './normalise.ts';
import type { Placed, Problem } from './problem.ts';
import { type ProtectedTrait, traitIn, traitOfOptions } from './sensitive.ts';

/**
 * Questions about protected traits that are not marked. What only the wording suggests can be answered with
 * `protected: false`; a key or a dimension that names the trait cannot.
 */
export function protectedFaults({ index, written }: Placed, { protectedTrait: say }: Say): Problem[] {
  if (written.protected === true) return [];
  const { key, dimension, ask, options } = normaliseQuestion(written);
  const named = [key, dimension].map((name) => traitIn(spoken(name))).find((trait) => trait !== null);
  const fault = (field: string, trait: ProtectedTrait, remedy: string): Problem => ({
    path: ['questions', index, field],
    message: say.about(say.traits[trait], remedy),
  });
  if (named) return [fault('key', named, say.mark)];
  if (written.protected === false) return [];
  const asked = Object.values(ask)
    .flatMap((byRole) => Object.values(byRole))
    .map(traitIn)
    .find((trait) => trait !== null);
  if (asked) return [fault('ask', asked, say.markOrDeny)];
  const offered =
    traitOfOptions(options.map(({ label }) => label.en)) ??
    traitOfOptions(options.map(({ label }) => label.ru ?? '')) ??
    traitOfOptions(options.map(({ value }) => spoken(value)));
  return offered ? [fault('options', offered, say.markOrDeny)] : [];
}

/** `contactAge_group` -> contact age group */
function spoken(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ');
}
