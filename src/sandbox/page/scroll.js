/** Keeps the newest message in sight, unless the person scrolled up to read. */
import { store } from './state.js';

const NEAR_PX = 60;

/** The conversation shown, its newest message, and whether the log follows new messages. */
const seen = { place: null, newest: null, follows: true };

/** Scrolls after each drawing: to the end, to the message of a permalink, or not at all. */
export function keepInSight() {
  const log = document.querySelector('.log');
  if (!log) {
    seen.place = null;
    return;
  }
  const messages = store.messages.get(store.conversation);
  const place = `${store.user} ${store.conversation} ${messages !== undefined}`;
  const last = messages?.at(-1);
  const arrived = place !== seen.place;
  const news = !arrived && last !== undefined && last.ts !== seen.newest;
  if (arrived || (news && last.user === store.user)) seen.follows = true;
  seen.place = place;
  seen.newest = last?.ts ?? null;
  const pointed = arrived ? log.querySelector('.pointed') : null;
  if (pointed) {
    pointed.scrollIntoView({ block: 'center' });
    seen.follows = false;
  } else if (seen.follows) toEnd();
  else if (news) tellNews(true);
  log.onscroll = () => {
    seen.follows = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
    if (seen.follows) tellNews(false);
  };
}

/** Goes to the newest message. */
export function toEnd() {
  const log = document.querySelector('.log');
  seen.follows = true;
  log.scrollTop = log.scrollHeight;
  tellNews(false);
}

/** The button stands in the composer, which an archived channel does not have. */
function tellNews(isNews) {
  const button = document.getElementById('to-newest');
  if (button) button.hidden = !isNews;
}
