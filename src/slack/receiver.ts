import type { Receiver } from '@slack/bolt';

/** A receiver that knows whether deliveries reach it now. */
export type WatchedReceiver = Receiver & { isConnected(): boolean };
