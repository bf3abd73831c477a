import { readFile } from 'node:fs/promises';

/** A file named on the command line. That it is a folder is seen while reading, where Node no longer knows its name. */
export const readGivenFile = (path: string): Promise<Buffer> =>
  readFile(path).catch((error: unknown) => {
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { path });
  });
