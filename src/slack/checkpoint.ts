/** The places where a killed process leaves the most interesting traces; a test kills it there. */
export type Checkpoint =
  | 'envelope stored'
  | 'acknowledged'
  | 'before commit'
  | 'after commit'
  | 'before posting'
  | 'posted'
  | 'marked posted';

/** Called at each of them; does nothing in a running bot. */
export type OnCheckpoint = (place: Checkpoint) => void;
