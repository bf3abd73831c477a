import { z } from 'zod';
import { AppendFollower, ChainFollower } from '@bofu/event-store';
import type { NumberedEvent } from '../export/numbered-events';
import { named, type AuditQuestion } from './question';
import { recordedAtOf } from './told-by-events';

const row = z.strictObject({
  check: z.enum(['事件序号连续', '事件标识不重复', '各流版本连续', '登记批次完整', '哈希链完整', '登记时钟不倒退']),
  holds: z.boolean(),
  /** Events looked at; for the chain those that carry a hash. */
  examined: z.int(),
  /** The first few that do not fit, in words. */
  found: z.array(z.string()),
});
type Row = z.output<typeof row>;

interface Fault {
  readonly event: NumberedEvent;
  readonly what: string;
}

const SHOWN = 10;

/** Whether anything was left out, doubled, moved or changed: looked at event by event, over the whole log. */
export const logComplete: AuditQuestion<Row> = {
  number: 22,
  ofWholeLog: true,
  title: '事件日志是否完整：序号是否连续，哈希链是否完好，时钟是否倒退？',
  row,
  ask(events, { agencyId }) {
    const sealed = events.filter(({ metadata }) => metadata['hash'] !== undefined);
    const checks: [Row['check'], number, readonly Fault[]][] = [
      ['事件序号连续', events.length, outOfOrder(events)],
      ['事件标识不重复', events.length, repeatedIds(events)],
      ['各流版本连续', events.length, versionGaps(events)],
      ['登记批次完整', events.length, brokenAppends(events)],
      ['哈希链完整', sealed.length, brokenLinks(events)],
      ['登记时钟不倒退', events.length, clockSteps(events)],
    ];
    const rows = checks.map(([check, examined, faults]): Row => ({
      check,
      holds: faults.length === 0,
      examined,
      found: faults.slice(0, SHOWN).map(({ event, what }) => `${named(event)} ${what}`),
    }));
    const faults = checks.flatMap(([, , found]) => found);
    const own = events.filter(({ agency }) => agency === agencyId);
    const [first, last] = [own[0], own.at(-1)];
    const streams = new Set(events.map(({ stream }) => stream)).size;
    const unsealed = events.length - sealed.length;
    return {
      answer:
        `共 ${events.length} 个事件、${streams} 个流；` +
        (faults.length === 0 ? '未发现缺失、重复或改动' : `发现 ${faults.length} 处不符：${foundIn(rows)}`) +
        (unsealed > 0 ? `；其中 ${unsealed} 个事件没有哈希，哈希链不能为其作证` : '') +
        '。',
      rows,
      proof: [...(first ? [first] : []), ...(last ? [last] : []), ...faults.slice(0, SHOWN).map(({ event }) => event)],
    };
  },
};

const foundIn = (rows: readonly Row[]): string =>
  rows
    .filter(({ holds }) => !holds)
    .map(({ check, found }) => `${check}（${found.join('；')}）`)
    .join('；');

const outOfOrder = (events: readonly NumberedEvent[]): Fault[] =>
  events.flatMap((event, at) => {
    const before = events[at - 1];
    if (event.number !== (before?.number ?? 0) + 1) return [{ event, what: `应为第 ${(before?.number ?? 0) + 1} 个` }];
    return before && before.position >= event.position ? [{ event, what: `位置不在 ${named(before)} 之后` }] : [];
  });

function repeatedIds(events: readonly NumberedEvent[]): Fault[] {
  const seen = new Map<string, NumberedEvent>();
  return events.flatMap((event) => {
    const before = seen.get(event.id);
    seen.set(event.id, event);
    return before ? [{ event, what: `与 ${named(before)} 标识相同` }] : [];
  });
}

function versionGaps(events: readonly NumberedEvent[]): Fault[] {
  const next = new Map<string, bigint>();
  return events.flatMap((event) => {
    const expected = next.get(event.stream) ?? 0n;
    next.set(event.stream, event.version + 1n);
    return event.version === expected
      ? []
      : [{ event, what: `在流中应为第 ${expected} 版，实为第 ${event.version} 版` }];
  });
}

/** What one command recorded stands together, none of it missing. */
function brokenAppends(events: readonly NumberedEvent[]): Fault[] {
  const follower = new AppendFollower<NumberedEvent>();
  const faults = events.flatMap((event): Fault[] => {
    const broken = follower.next(event);
    return broken ? [{ event, what: `应为一次登记的第 ${broken.expected} 个，实为 ${broken.found}` }] : [];
  });
  const cut = follower.end();
  return cut ? [...faults, { event: cut.event, what: `其后缺一次登记的第 ${cut.expected} 个` }] : faults;
}

/** A stream may begin before seals were written; from its first sealed event on every one must be sealed. */
function brokenLinks(events: readonly NumberedEvent[]): Fault[] {
  const follower = new ChainFollower<NumberedEvent>();
  const sealed = new Set<string>();
  return events.flatMap((event) => {
    const broken = follower.next(event);
    if (event.metadata['hash'] !== undefined) sealed.add(event.stream);
    if (broken?.fault === 'hash') return [{ event, what: '内容与其哈希不符' }];
    if (broken?.fault === 'previous-hash') return [{ event, what: '前一哈希与流中前一事件不符' }];
    return broken?.fault === 'unsealed' && sealed.has(event.stream) ? [{ event, what: '缺哈希' }] : [];
  });
}

function clockSteps(events: readonly NumberedEvent[]): Fault[] {
  let latest: NumberedEvent | null = null;
  return events.flatMap((event) => {
    const [at, before] = [Date.parse(recordedAtOf(event) ?? ''), Date.parse((latest && recordedAtOf(latest)) ?? '')];
    if (latest !== null && at < before)
      return [{ event, what: `登记于 ${recordedAtOf(event)}，早于 ${named(latest)}` }];
    latest = event;
    return [];
  });
}
