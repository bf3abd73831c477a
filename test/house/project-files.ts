import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const NOT_OURS = new Set(['.git', 'node_modules', 'dist', 'data', 'coverage']);

/** Every file of the project, as a path with `/` from its root, in order; without what is installed, built or run. */
export const projectFiles = (root: string, folder = ''): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : projectFiles(root, path);
      return entry.isFile() ? [path] : [];
    });
