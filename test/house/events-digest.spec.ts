import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { EVENTS_DIGEST } from '../../apps/api/src/events-digest';
import { PROJECT } from '../architecture/planted-workspace';

/** Over every example by its name, in canonical JSON (RFC 8785), so that neither order nor layout of files counts. */
const digestOf = (examples: Readonly<Record<string, unknown>>): string =>
  createHash('sha256')
    .update(canonicalize(examples) ?? '')
    .digest('hex');

const FOLDER = join(PROJECT, 'docs/events');
const examples = Object.fromEntries(
  readdirSync(FOLDER).map((file): [string, unknown] => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))]),
);

describe('the digest of all event shapes', () => {
  it('is the one in apps/api/src/events-digest.ts (paste what was expected)', () => {
    expect({ EVENTS_DIGEST }).toEqual({ EVENTS_DIGEST: digestOf(examples) });
  });

  it('is another when an event is, or one comes, or one goes', () => {
    const [name = '', ...others] = Object.keys(examples);
    const without = Object.fromEntries(others.map((other) => [other, examples[other]]));
    const digests = [examples, { ...examples, [name]: {} }, { ...examples, 'New.v1.json': {} }, without].map(digestOf);
    expect(new Set(digests).size).toBe(4);
  });
});
