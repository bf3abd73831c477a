import { playedDemoYear } from '../../../../test/demo-year/played-demo-year';
import { eventsOf, givenEvents, issued, scopeOf } from '../../testing/given-events';
import type { NumberedEvent } from '../export/numbered-events';
import { logComplete } from './q22-log-complete';
import { answerTo } from './question';

describe('whether the log is complete', () => {
  let events: NumberedEvent[];
  beforeAll(async () => {
    events = await eventsOf((await playedDemoYear()).store);
  });
  const failed = (of: readonly NumberedEvent[]) =>
    answerTo(logComplete, of, scopeOf()).rows.filter(({ holds }) => !holds);
  const changed = (at: number, change: Partial<NumberedEvent>): NumberedEvent[] =>
    events.map((event, index) => (index === at ? { ...event, ...change } : event));
  const named = (of: readonly NumberedEvent[]) => failed(of).map(({ check }) => check);

  it('finds nothing where nothing is wrong', () => {
    expect(failed(events)).toEqual([]);
  });

  it.each([
    ['a fen changed in an event', () => changed(1, { data: { ...events[1]!.data, planted: '1' } }), ['哈希链完整']],
    [
      'an event taken out',
      () => {
        const goesOn = events.findIndex(
          ({ stream }, at) => at >= 200 && events.some((later, then) => then > at && later.stream === stream),
        );
        return events.toSpliced(goesOn, 1);
      },
      ['事件序号连续', '各流版本连续'],
    ],
    [
      'an event twice',
      () => events.toSpliced(201, 0, events[200]!),
      ['事件序号连续', '事件标识不重复', '各流版本连续'],
    ],
    ['two events exchanged', () => events.toSpliced(200, 2, events[201]!, events[200]!), ['事件序号连续']],
    [
      'a seal taken off',
      () => {
        const later = events.findIndex(({ version }) => version > 0n);
        return changed(later, { metadata: { recordedAt: events[later]!.metadata['recordedAt'] ?? '' } });
      },
      ['哈希链完整'],
    ],
    [
      'an event that was not recorded with its neighbours',
      () => changed(200, { append: { ordinal: 2, count: 7 } }),
      ['登记批次完整'],
    ],
    [
      'the end of a command cut off',
      () => events.slice(0, events.findIndex(({ append }) => append.count > 1) + 1),
      ['登记批次完整'],
    ],
    [
      'a clock turned back',
      () => [
        ...events.slice(0, 1),
        ...givenEvents(issued('A', '1')).map((event) => ({
          ...event,
          number: 2,
          position: events[1]!.position,
          metadata: { recordedAt: '2020-12-31T00:00:00Z' },
        })),
      ],
      ['登记时钟不倒退'],
    ],
  ])('finds %s', (_what, tampered, checks) => {
    expect(named(tampered())).toEqual(expect.arrayContaining(checks));
  });

  it('names the place, and proves it by the event', () => {
    const tampered = changed(5, { data: { amountFen: '1' } });
    const { answer, events: proof } = answerTo(logComplete, tampered, scopeOf());
    expect(answer).toContain('E-000006 内容与其哈希不符');
    expect(proof.map(({ number }) => number)).toContain(6);
  });

  it('does not vouch for events recorded before there were seals', () => {
    const { answer, rows } = answerTo(logComplete, givenEvents(issued('A', '1')), scopeOf());
    expect(rows.every(({ holds }) => holds)).toBe(true);
    expect(answer).toContain('1 个事件没有哈希');
  });
});
