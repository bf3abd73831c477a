import {
  ALERT_CAUSE_LABEL,
  ALERT_EVENT_LABEL,
  ALERT_LEVEL_LABEL,
  alertCodec,
  alertDecider,
  isWorse,
  type AlertCase,
  type AlertEvent,
  type AlertLine,
} from '@bofu/alerts';
import type { RecordedEvent } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';

/** What a case is called: the number and the short name of its programme. */
export interface CaseName {
  readonly number: string;
  readonly name: string;
}
type NameOf = (identity: { readonly programmeId: string | null; readonly subjectName: string }) => CaseName;

interface Row {
  readonly on: BusinessDate;
  readonly happened: string;
  readonly cause: string;
  readonly of: CaseName;
  readonly changes: string;
  readonly formulas: readonly string[];
}

/** A line of a case as it was last told, and what has not been told of it. */
interface Followed {
  readonly line: AlertLine;
  readonly untold: readonly string[];
}

/** A case with its lines, and the rules that have said of it, since it was last raised, why they are red. */
interface FollowedCase {
  readonly state: AlertCase;
  readonly lines: ReadonlyMap<string, Followed>;
  readonly explained: ReadonlySet<string>;
}

/**
 * What became of every case of a year, a row for each day, change and cause, and which of them still stand. A line that
 * is below the level of its case makes no row of its own: its days are told in brackets when it becomes as bad, or goes.
 */
export function alertsDayByDay(
  events: readonly RecordedEvent[],
  fiscalYear: number,
  nameOf: NameOf,
): { readonly rows: readonly string[]; readonly standing: readonly string[] } {
  const cases = new Map<string, FollowedCase>();
  const rows: Row[] = [];
  for (const recorded of events.filter(alertCodec.knows)) {
    const event = alertCodec.decode(recorded);
    const { alertId, by } = event.data;
    const { initial, evolve } = alertDecider(alertId);
    const before = cases.get(alertId) ?? { state: initial, lines: new Map(), explained: new Set() };
    const state = evolve(before.state, event, by);
    cases.set(alertId, { ...before, state });
    if (state.situation === 'none' || state.identity.fiscalYear !== fiscalYear) continue;
    const about = { cause: ALERT_CAUSE_LABEL[state.identity.cause], of: nameOf(state.identity) };
    const label = ALERT_EVENT_LABEL[event.type];
    if (event.type === 'AlertClosed')
      rows.push({ ...about, on: event.data.actedOn, happened: label, changes: event.data.reason, formulas: [] });
    else if (state.evaluatedOn !== null) {
      const { followed, changes, formulas } = told(before, event.type, state);
      cases.set(alertId, followed);
      const level = state.situation === 'cleared' ? '' : ` ${ALERT_LEVEL_LABEL[state.latest.level]}`;
      if (changes.length > 0 || event.type === 'AlertCleared')
        rows.push({ ...about, on: state.evaluatedOn, happened: label + level, changes: changes.join('，'), formulas });
    }
  }
  return { rows: merged(rows), standing: stillStanding([...cases.values()], fiscalYear, nameOf) };
}

function told(before: FollowedCase, type: AlertEvent['type'], state: Exclude<AlertCase, { situation: 'none' }>) {
  const found = state.situation === 'cleared' ? [] : state.latest.lines;
  const on = String(state.evaluatedOn).slice(5);
  const isNew = type === 'AlertRaised' || type === 'AlertReopened';
  const lines = new Map<string, Followed>();
  const explained = new Set(isNew ? [] : before.explained);
  const [changes, formulas]: [string[], string[]] = [[], []];
  for (const line of found) {
    const was = before.lines.get(keyOf(line));
    const untold = was?.untold ?? [];
    const hasMoved = was?.line.level !== line.level;
    const mayWait = type === 'AlertLinesChanged' && isWorse(state.latest.level, line.level);
    if (was !== undefined && !hasMoved && was.line.renewedBy === line.renewedBy)
      lines.set(keyOf(line), { line, untold });
    else if (hasMoved && mayWait)
      lines.set(keyOf(line), { line, untold: [...untold, `${on} ${ALERT_LEVEL_LABEL[line.level]}`] });
    else {
      lines.set(keyOf(line), { line, untold: [] });
      changes.push(nameOfLine(line) + levels(was, line) + (hasMoved ? '' : ` 改为 ${line.renewedBy ?? ''}`));
      const isRed = hasMoved && line.level === 'red';
      if (isNew || (isRed && !explained.has(line.rule))) formulas.push(line.formula);
      if (isRed) explained.add(line.rule);
    }
  }
  for (const [key, { line, untold }] of before.lines)
    // Of a case that is cleared all lines go: only what has not been told of them is told.
    if (!lines.has(key) && (found.length > 0 || untold.length > 0))
      changes.push(`${nameOfLine(line)}${found.length > 0 ? ' 消除' : ''}${inBrackets(untold)}`);
  return { followed: { state, lines, explained }, changes, formulas };
}

function levels(was: Followed | undefined, { level }: AlertLine): string {
  const label = ALERT_LEVEL_LABEL[level];
  if (was === undefined || was.untold.length > 0) return ` ${label}${inBrackets(was?.untold ?? [])}`;
  return was.line.level === level ? '' : ` ${ALERT_LEVEL_LABEL[was.line.level]}→${label}`;
}

const inBrackets = (told: readonly string[]): string => (told.length > 0 ? `（${told.join('，')}）` : '');
const keyOf = ({ rule, appropriationId, period }: AlertLine): string => [rule, appropriationId, period].join('/');
const nameOfLine = ({ rule, period }: AlertLine): string => (period === null ? rule : `${rule} ${period}`);
const whole = ({ number, name }: CaseName): string => `${number} ${name}`.trim();

function groupedBy<Item>(items: readonly Item[], keyOfItem: (item: Item) => string): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const group = groups.get(keyOfItem(item));
    if (group === undefined) groups.set(keyOfItem(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Cases to which the same happened on the same day stand in one row. */
const merged = (rows: readonly Row[]): string[] =>
  groupedBy(rows, ({ on, happened, cause, changes }) => [on, happened, cause, changes].join('/')).flatMap((group) => {
    const [{ on, happened, cause, changes, formulas }] = group;
    const names = group.map(({ of }) => whole(of)).join('、');
    const head = [on, happened, cause, names, changes].filter((cell) => cell !== '').join('  ');
    const isSame = group.every((row) => row.formulas.join() === formulas.join());
    const reasons = isSame
      ? formulas
      : group.flatMap((row) => row.formulas.map((formula) => `${row.of.number}：${formula}`));
    return [head, ...reasons.map((reason) => `            ${reason}`)];
  });

/** Worst first; the months of one rule at one level as one. */
function stillStanding(cases: readonly FollowedCase[], fiscalYear: number, nameOf: NameOf): string[] {
  const open = cases.flatMap(({ state, lines }) =>
    state.situation === 'open' || state.situation === 'acknowledged' ? [{ state, lines }] : [],
  );
  return open
    .filter(({ state: { identity } }) => identity.fiscalYear === fiscalYear)
    .toSorted(({ state: { latest: a } }, { state: { latest: b } }) =>
      isWorse(a.level, b.level) ? -1 : isWorse(b.level, a.level) ? 1 : 0,
    )
    .map(({ state: { identity, latest }, lines }) => {
      const groups = groupedBy([...lines.values()], ({ line: { rule, level } }) => `${rule}/${level}`);
      const inShort = groups.map((group) => {
        const [{ line, untold }] = group;
        const periods = group.map((one) => one.line.period);
        const months = group.length === 1 ? '' : ` 至 ${periods.at(-1)} ${group.length} 期`;
        return `${nameOfLine(line)}${months} ${ALERT_LEVEL_LABEL[line.level]}${inBrackets([`自 ${line.since}`, ...untold])}`;
      });
      const cells = [ALERT_LEVEL_LABEL[latest.level], ALERT_CAUSE_LABEL[identity.cause], whole(nameOf(identity))];
      return [...cells, inShort.join('，')].join('  ');
    });
}
