import { join } from 'node:path';

/** The program of the thread that reads papers, from TypeScript. */
export const threadEntry = join(__dirname, 'reading-thread.cjs');
