import type { EventStore, Position } from '@bofu/event-store';
import type { Clock, HttpReply } from '@bofu/http';
import { Refusal } from '@bofu/kernel';
import type { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import type { Directory } from './directory/directory';
import { SelectedBooks } from './selected-books';

const [FIRST, HEAD, BEYOND] = ['0001', '0002', '0003'] as Position[];

/** A fake directory that knows of the agency only once it has come to the head, which it may never. */
const selected = (comesAlong: boolean): SelectedBooks => {
  let position = FIRST!;
  const directory: Partial<Directory> = {
    agencyIds: () => (position === HEAD ? ['agency-1'] : []),
    agencies: () => [],
    reached: (wanted) => {
      if (wanted !== null && comesAlong) position = wanted;
      return Promise.resolve(position);
    },
  };
  const store: Partial<EventStore> = { head: () => Promise.resolve(HEAD!) };
  const clock: Partial<Clock> = { now: () => '2026-05-06T09:00:00.000+08:00' };
  return new SelectedBooks(
    {} as ProjectionRunner,
    {} as RecordedTime,
    directory as Directory,
    clock as Clock,
    store as EventStore,
  );
};

const codeOf = (trial: Promise<unknown>): Promise<unknown> =>
  trial.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );

describe('books of an agency that was registered a moment ago', () => {
  it('are found once the directory has been brought up to now', async () => {
    expect(await selected(true).scopeOf({})).toEqual(['agency-1']);
  });

  it('are refused only then', async () => {
    expect(await codeOf(selected(false).scopeOf({}))).toBe('agency-required');
  });
});

describe('a read from the directory', () => {
  const told: Record<string, string> = {};
  const reply = { header: (name: string, value: string) => void (told[name] = value) } as unknown as HttpReply;

  it('answers with at least what it was asked to wait for, and says how far it reaches', async () => {
    expect(await codeOf(selected(true).seenInDirectory(HEAD, reply))).toBeNull();
    expect(told['x-projection-position']).toBe(HEAD);
  });

  it('is refused where the directory is behind, and where there is no such position', async () => {
    expect(await codeOf(selected(false).seenInDirectory(HEAD, reply))).toBe('read-model-behind');
    expect(await codeOf(selected(true).seenInDirectory(BEYOND, reply))).toBe('position-beyond-head');
    expect(await codeOf(selected(false).seenInDirectory(undefined, reply))).toBeNull();
  });
});
