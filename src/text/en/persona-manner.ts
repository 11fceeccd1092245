type Advice = Record<'marketing' | 'sales' | 'support', string>;
const advice = (marketing: string, sales: string, support: string): Advice => ({ marketing, sales, support });

/** What suits customers who are wanted and who like to work in this way, for each team. */
const suits: Record<string, Advice> = {
  'preferred_channel=email': advice(
    'Send them what is new by email, one matter a mail.',
    'Write, and let them answer when it suits them.',
    'Keep each matter in one email thread.',
  ),
  'preferred_channel=phone': advice(
    'Put a number and a name on every page that is meant for them.',
    'Call, and send a short note afterwards.',
    'Call back, with the whole answer.',
  ),
  'preferred_channel=video_call': advice(
    'Invite them to short live demos.',
    'Offer a short video call, with the screen shared.',
    'Show the answer in a call or a short recording.',
  ),
  'preferred_channel=chat': advice(
    'Offer a chat on the pages that they read.',
    'Answer in the chat, in short messages.',
    'Settle small questions in the chat itself.',
  ),
  'preferred_channel=in_person': advice(
    'Invite them to where they can meet us.',
    'Visit them early, and plan the next visit while you are there.',
    'Offer a fixed day on which somebody comes by.',
  ),
  'technology_comfort=automates': advice(
    'Show what can be connected and automated.',
    'Bring the technical documentation to the first call.',
    'Answer with the documentation and an example to copy.',
  ),
  'technology_comfort=at_ease': advice(
    'Let them try what is new, early.',
    'Give them access before the demo.',
    'Point to the guide, and offer more.',
  ),
  'technology_comfort=hesitant': advice(
    'Show each step in plain words and pictures.',
    'Go through the first task with them, at their pace.',
    'Do the first steps together, at a fixed time.',
  ),
  'technology_comfort=avoids': advice(
    'Tell what it does for them, not how it works.',
    'Offer to set everything up for them.',
    'Send steps that can be printed, and a number to call.',
  ),
  'decision_style=alone_fast': advice(
    'Put the price and the next step where one person finds them at once.',
    'Bring everything that is needed for a decision to the first call.',
    'Confirm in writing what was agreed.',
  ),
  'decision_style=numbers': advice(
    'Show figures of customers like them, and say where they come from.',
    'Work out with them what it brings.',
    'Report once a quarter what it has brought, in figures.',
  ),
  'decision_style=committee': advice(
    'Offer one page that can be passed round.',
    'Ask who else decides, and bring an answer for each of them.',
    'Name one person on either side who speaks for all.',
  ),
  'decision_style=delegates': advice(
    'Write for whoever prepares the decision.',
    'Find out early who prepares the decision, and help that person.',
    'Agree who may ask for changes.',
  ),
  'decision_style=from_above': advice(
    'Offer a summary on one screen for whoever decides.',
    'Write one page for the person above your contact.',
    'Put larger questions to whoever decides, in writing.',
  ),
  'delegation=does_it_all': advice(
    'Offer short guides for one person with little time.',
    'Show how much of the work it takes off their hands.',
    'Answer so that one person can do it alone.',
  ),
  'delegation=shares': advice(
    'Show how a team works with it.',
    'Invite the team to the demo.',
    'Write answers that can be passed on to colleagues.',
  ),
  'delegation=hands_over': advice(
    'Write for whoever does the work, and a summary for whoever asked for it.',
    'Ask who will do the work, and speak with that person, too.',
    'Help those who do the work, and report to whoever asked for it.',
  ),
  'delegation=outside': advice(
    'Offer material for their agency or consultant.',
    'Bring the agency or consultant into the conversation early.',
    'Agree who asks: they or their agency.',
  ),
  'timing=plans_ahead': advice(
    'Announce what is new well ahead.',
    'Agree on dates for the whole year.',
    'Tell them early about changes and maintenance.',
  ),
  'timing=steady': advice(
    'Write at a steady pace, on the same day each time.',
    'Answer within a day, as they do.',
    'Answer within a day, even if only to say when.',
  ),
  'timing=bursts': advice(
    'Leave them what they can read whenever they come back to it.',
    'Be there when they write, and leave the silence in between alone.',
    'Keep the whole history at hand: they go on where they stopped.',
  ),
  'timing=last_minute': advice(
    'Remind them shortly before a date, not long before.',
    'Have an offer ready that can be signed the same day.',
    'Keep some time free before their usual dates.',
  ),
  'tone=warm': advice(
    'Write as one person to another, with a name under it.',
    'Take time for a few words before business.',
    'Let the same person answer where it can be.',
  ),
  'tone=formal': advice(
    'Keep to plain, formal language.',
    'Send an agenda before and minutes after each meeting.',
    'Answer in full, with number and date.',
  ),
  'tone=brief': advice(
    'Say the main thing in the first line.',
    'Keep messages to a few lines.',
    'Give the answer first, the reasons after it.',
  ),
  'tone=pressing': advice(
    'Say what they get and when, without detours.',
    'Name dates, and keep to them.',
    'Say at once when there will be an answer.',
  ),
};

export const manner = (dimension: string, value: string, short: string): Advice =>
  suits[`${dimension}=${value}`] ??
  advice(
    `Give them a version of the usual pages that suits this: ${short}.`,
    `Meet them in their own way: ${short}.`,
    `Answer in the way that suits them: ${short}.`,
  );
