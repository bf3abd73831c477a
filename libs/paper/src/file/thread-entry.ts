import { join } from 'node:path';

/** The program of the thread that reads. */
export const threadEntry = join(__dirname, 'reading-thread.js');
