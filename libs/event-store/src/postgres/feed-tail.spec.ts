import type { RecordedEvent } from '../event-store';
import { FeedTail, type Stretch } from './feed-tail';
import { positionOf } from './position';

const eventAt = (position: bigint): RecordedEvent => ({ position: positionOf(position) }) as RecordedEvent;
const placesOf = (stretch: Stretch | null): number[] | null =>
  stretch && stretch.events.map(({ position }) => Number(position));

/** A log in which every number is an event, and how often it was read. */
function tailOf(failures: Error[] = []) {
  const readings: string[] = [];
  const tail = new FeedTail(async (after, upTo) => {
    await Promise.resolve();
    readings.push(`${after}-${upTo}`);
    const failure = failures.shift();
    if (failure) throw failure;
    const size = upTo - after > 1_000n ? 1_000n : upTo - after;
    return {
      events: Array.from({ length: Number(size) }, (_, at) => eventAt(after + 1n + BigInt(at))),
      position: after + size,
    };
  });
  return { tail, readings };
}

describe('the newest events, read once for all who follow', () => {
  it('hands the same reading to everybody who stands there', async () => {
    const { tail, readings } = tailOf();
    tail.reachedBy(10n);
    const [first, second] = await Promise.all([tail.after(10n, 13n), tail.after(10n, 13n)]);
    expect(placesOf(first)).toEqual([11, 12, 13]);
    expect(placesOf(second)).toEqual([11, 12, 13]);
    expect(placesOf(await tail.after(12n, 13n))).toEqual([13]);
    expect(readings).toEqual(['10-13']);
  });

  it('goes on where it ends, and gives whoever is a little behind both', async () => {
    const { tail, readings } = tailOf();
    tail.reachedBy(10n);
    await tail.after(10n, 12n);
    expect(placesOf(await tail.after(12n, 14n))).toEqual([13, 14]);
    expect(placesOf(await tail.after(10n, 14n))).toEqual([11, 12, 13, 14]);
    expect(readings).toEqual(['10-12', '12-14']);
  });

  it('has nothing for whoever is before or beyond what is kept', async () => {
    const { tail, readings } = tailOf();
    tail.reachedBy(10n);
    expect(await tail.after(9n, 12n)).toBeNull();
    expect(await tail.after(11n, 12n)).toBeNull();
    expect(readings).toEqual([]);
  });

  it('lets go of what is old, page by page, and keeps a stretch that was handed out', async () => {
    const { tail } = tailOf();
    tail.reachedBy(10n);
    const early = await tail.after(10n, 5_010n);
    for (let at = early!.position; at < 5_010n; at = (await tail.after(at, 5_010n))!.position);
    expect(await tail.after(10n, 5_010n)).toBeNull();
    expect(placesOf(await tail.after(5_000n, 5_010n))).toHaveLength(10);
    expect(early!.events).toHaveLength(1_000);
  });

  it('tells everybody who waits when reading fails, and reads again for the next', async () => {
    const { tail } = tailOf([new Error('away')]);
    tail.reachedBy(10n);
    const both = await Promise.allSettled([tail.after(10n, 12n), tail.after(10n, 12n)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(placesOf(await tail.after(10n, 12n))).toEqual([11, 12]);
  });

  it('begins anew where somebody has come further by himself', async () => {
    const { tail } = tailOf();
    tail.reachedBy(10n);
    tail.reachedBy(50n);
    expect(await tail.after(10n, 60n)).toBeNull();
    expect(placesOf(await tail.after(50n, 52n))).toEqual([51, 52]);
    tail.reachedBy(40n);
    expect(placesOf(await tail.after(50n, 52n))).toEqual([51, 52]);
  });
});
