import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const PROJECT = resolve(import.meta.dirname, '../../..');
export const WEB = join(PROJECT, 'apps/web');
export const OPENAPI = join(PROJECT, 'docs/openapi.json');
/** The types of the interface, made from the document: never written by hand, never checked in. */
export const INTERFACE_TYPES = join(WEB, 'src/api/interface.ts');
/** What it demands of each field that is sent: likewise. */
export const BODY_RULES = join(WEB, 'src/api/body-rules.ts');
export const BUILT = join(PROJECT, 'dist/web');

const TESTS = /\.(?:int-|e2e-)?spec\.tsx?$/;

function filesBelow(path) {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !TESTS.test(file))
    .sort();
}

/** One digest for everything the built pages are made of: same digest, same pages. */
export function digestOfInputs() {
  const hash = createHash('sha256');
  const files = [
    ...filesBelow(WEB).filter((file) => file !== INTERFACE_TYPES && file !== BODY_RULES),
    ...filesBelow(join(PROJECT, 'libs/kernel/src')),
    OPENAPI,
    join(PROJECT, 'package-lock.json'),
  ];
  for (const file of files)
    hash
      .update(relative(PROJECT, file))
      .update('\0')
      .update(digestOf(readFileSync(file)));
  return hash.digest('hex');
}

export const digestOf = (content) => createHash('sha256').update(content).digest('hex');
