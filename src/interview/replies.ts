import type { SlackMessage } from '../slack/message.ts';
import type { Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Outcome } from './conversation.ts';
import { NAME_AT_MOST } from './customer.ts';
import { questionOf } from './probe.ts';
import type { Refusal } from './reading.ts';
import type { Interview } from './state.ts';

/** Tells the person what the screen does not show; most outcomes need no word. */
export async function say(turn: Turn, outcome: Outcome): Promise<void> {
  const words = wordsFor(outcome, turn.language);
  if (words !== null) await turn.reply({ text: words } satisfies SlackMessage);
}

/** `null`: what stands on screen says it all. */
export function wordsFor({ decision, interview }: Outcome, language: Interview['language']): string | null {
  const texts = textsIn(language).interview;
  switch (decision.kind) {
    case 'refused': {
      const [first] = decision.refusals;
      const question = interview && first ? questionOf(interview, first.key) : null;
      return first ? refusalText(first.refusal, question?.type ?? 'text', language) : null;
    }
    case 'use_form':
      return texts.useForm;
    case 'stale':
      return texts.stale;
    case 'gone':
    case 'withdrawn':
      return texts.gone;
    case 'name_too_long':
      return texts.nameTooLong(NAME_AT_MOST);
    case 'no_name':
      return texts.noName;
    default:
      return null;
  }
}

/** Why an answer was not taken, in words. */
export function refusalText(refusal: Refusal, type: string, language: Interview['language']): string {
  const { refused, example } = textsIn(language).interview;
  switch (refusal.code) {
    case 'below':
      return refused.below(refusal.min);
    case 'above':
      return refused.above(refusal.max);
    case 'not_a_number':
    case 'ambiguous': {
      const known = type === 'money' || type === 'duration' ? type : 'number';
      return refused[refusal.code](example[known]);
    }
    default:
      return refused[refusal.code];
  }
}
