import { withoutUnseen } from '../text/lookalikes.ts';

const signs = ['ˆ', '¦', '‡', '¬', '⁞'];

/** The first sign that occurs in none of the texts: what marks them as data must not stand in them. */
export function signFor(texts: readonly string[]): string {
  return signs.find((sign) => texts.every((text) => !text.includes(sign))) ?? '␣';
}

/**
 * Datamarking (Hines et al., "Defending Against Indirect Prompt Injection Attacks With Spotlighting", 2024): the
 * spaces of an untrusted text become a sign, so that an instruction hidden in it does not read like one; characters that
 * nobody sees are left out.
 */
export function mark(text: string, sign: string): string {
  return withoutUnseen(text).replaceAll(sign, ' ').trim().split(/\s+/).join(sign);
}

/** A model that copies the sign into its answer meant a space. */
export function unmark(text: string, sign: string): string {
  return text.replaceAll(sign, ' ').replaceAll(/ {2,}/g, ' ').trim();
}
