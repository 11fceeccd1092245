import { namesProtectedTrait } from '../cases/protected.ts';
import type { PersonaBody } from '../personas/persona.ts';

/** They stand for a person's origin or means, whoever means them otherwise: never a rule. */
const NEVER = new Set([
  'zip',
  'zip_code',
  'zipcode',
  'postcode',
  'postal_code',
  'first_name',
  'name',
  'language',
]);
const PLACES = new Set(['country', 'city', 'state', 'region']);

export function isPlace(dimension: string): boolean {
  return PLACES.has(dimension);
}

/** Whether a trait may exclude anybody outside the house. A place may, only where we cannot serve it. */
export function mayExclude(dimension: string, cannotServe: boolean): boolean {
  const key = dimension
    .trim()
    .toLowerCase()
    .replaceAll(/[\s.-]+/g, '_');
  return !NEVER.has(key) && !namesProtectedTrait(key) && (cannotServe || !isPlace(key));
}

/** The conditions of a persona that may be told outside the house. */
export function allowedConditions({ disqualifiers, category }: PersonaBody): PersonaBody['disqualifiers'] {
  return disqualifiers.filter(({ dimension }) => mayExclude(dimension, category === 'out_of_reach'));
}

/** A persona's rule, where all of it may be told outside the house: a part of it would turn away more people. */
export function allowedRule(body: PersonaBody): PersonaBody['disqualifiers'] {
  return isWithheld(body) ? [] : body.disqualifiers;
}

/** Whether a part of the rule stays in the house, and therefore all of it. */
export function isWithheld(body: PersonaBody): boolean {
  return allowedConditions(body).length < body.disqualifiers.length;
}
