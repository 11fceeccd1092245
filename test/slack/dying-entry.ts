import { parentPort } from 'node:worker_threads';

/** A thread that ends when it is first told to do something. */
parentPort?.once('message', () => process.exit(3));
