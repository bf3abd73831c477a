import { ActFiles } from '../src/act-files';

/** Where acts bring no files along, nobody has to keep any. */
export const NO_FILES: ActFiles = new (class extends ActFiles {
  attach(): Promise<void> {
    return Promise.resolve();
  }
})();
