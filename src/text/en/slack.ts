/** What the bot says about itself: failures, expired clicks, things it does not know. */
export const slack = {
  triggerExpired: 'That took a moment too long and Slack no longer lets me open the form. Click again.',
  failed:
    'Something went wrong on my side and this was not done. What you had answered before is kept. Try again; if it happens twice, tell whoever runs Mismatch here.',
  halfDone:
    'This was saved, but something went wrong on my side before I could show all of it. If a question or an answer is missing on your screen, write `resume`.',
  setAside:
    'Something went wrong on my side and I could not finish this. Nothing you had answered before is lost. Whoever runs Mismatch can see it in `mismatch doctor`.',
  install: {
    done: (team: string) =>
      `Mismatch is installed in ${team}. Open Slack and type /persona help; whoever installed it finds the settings on its Home tab.`,
    refused: 'Nothing was installed, because Slack was not allowed to. Open /slack/install to begin again.',
    state:
      'This installation was not begun in this browser, or more than ten minutes ago. Open /slack/install to begin again.',
    code: 'Slack did not accept the installation: it was finished already, or too late. Open /slack/install to begin again.',
    unreachable: 'Slack could not be reached, so nothing was installed. Open /slack/install to try again.',
    enterprise:
      'Mismatch is installed in one workspace at a time, not in a whole organisation. Choose a workspace at the top of Slack’s page and try again.',
    rotation:
      'This app has token rotation switched on, which Mismatch does not use. Switch it off in the app’s settings, as in its manifest, and install it again.',
  },
  failedTitle: 'Not saved',
  replyTitle: 'Mismatch',
  close: 'Close',
  goesOn: 'It goes on in your direct message with me.',
  outsider:
    'I answer people of the workspace that I am installed in, and you belong to another one. Ask a colleague from there.',
  staleButton:
    'This button belongs to an older version of Mismatch and does nothing any more. Try `/persona help`.',
};
