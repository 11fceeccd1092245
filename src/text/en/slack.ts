/** What the bot says about itself: failures, expired clicks, things it does not know. */
export const slack = {
  triggerExpired:
    'That took a moment too long and Slack no longer lets me open the form. Please click again.',
  failed:
    'Something went wrong on my side and this was not done. What you had answered before is kept. Please try again; if it happens twice, tell whoever runs Mismatch here.',
  halfDone:
    'This was saved, but something went wrong on my side before I could show all of it. If a question or an answer is missing on your screen, write `resume`.',
  setAside:
    'Something went wrong on my side and I could not finish this. Nothing you had answered before is lost. Whoever runs Mismatch can see it in `mismatch doctor`.',
  failedTitle: 'Not saved',
  replyTitle: 'Mismatch',
  close: 'Close',
  staleButton:
    'This button belongs to an older version of Mismatch and does nothing any more. Try `/persona help`.',
};
