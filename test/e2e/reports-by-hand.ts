import type { Exported } from '../replay/books-by-hand';

/**
 * Every report's figures counted a second time, from the exported list of events and from nothing else: plain objects,
 * types told apart here, sums by hand. It shares no line with what makes the reports. Amounts are fen.
 */

type Data = Exported['data'];
const text = (value: unknown): string => String(value);
const fenOf = (data: Data, name = 'amountFen'): bigint => BigInt(text(data[name]));
const list = (value: unknown): readonly Data[] => value as readonly Data[];

export const yuan = (fen: bigint): string => {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const LEVELS = ['central', 'provincial', 'municipal', 'district'] as const;
export type ByLevel = readonly [bigint, bigint, bigint, bigint];

/** The business day of an event that moves an appropriation's money. */
const DAY: Readonly<Record<string, string>> = {
  AppropriationIssued: 'effectiveOn',
  AppropriationSupplemented: 'effectiveOn',
  AppropriationReduced: 'effectiveOn',
  AppropriationClawedBack: 'effectiveOn',
  ProvisionalAuthorityReplaced: 'effectiveOn',
  VirementTransferredIn: 'effectiveOn',
  VirementTransferredOut: 'effectiveOn',
  AppropriationFrozen: 'effectiveOn',
  AppropriationUnfrozen: 'effectiveOn',
  OpeningBalanceEntered: 'effectiveOn',
  FundsCommitted: 'submittedOn',
  CommitmentSettled: 'paidOn',
  CommitmentReleased: 'releasedOn',
  SettlementReversed: 'countsFrom',
  SettlementReclassifiedOut: 'correctedOn',
  SettlementReclassifiedIn: 'correctedOn',
  FundsReturnedByBank: 'returnedOn',
  FundsReturnedByPayee: 'returnedOn',
};
const BUDGET: Readonly<Record<string, bigint>> = {
  AppropriationIssued: 1n,
  AppropriationSupplemented: 1n,
  VirementTransferredIn: 1n,
  AppropriationReduced: -1n,
  AppropriationClawedBack: -1n,
  ProvisionalAuthorityReplaced: -1n,
  VirementTransferredOut: -1n,
};
const FROZEN: Readonly<Record<string, bigint>> = { AppropriationFrozen: 1n, AppropriationUnfrozen: -1n };
const SETTLED: Readonly<Record<string, bigint>> = {
  OpeningBalanceEntered: 1n,
  CommitmentSettled: 1n,
  SettlementReclassifiedIn: 1n,
  SettlementReversed: -1n,
  SettlementReclassifiedOut: -1n,
  FundsReturnedByBank: -1n,
  FundsReturnedByPayee: -1n,
};
const IN_TRANSIT: Readonly<Record<string, bigint>> = {
  FundsCommitted: 1n,
  CommitmentSettled: -1n,
  CommitmentReleased: -1n,
};

export interface HandAppropriation {
  readonly issued: Data;
  readonly code: string;
  readonly level: string;
  budget: bigint;
  settled: bigint;
  inTransit: bigint;
  frozen: bigint;
  clawedBack: bigint;
  paid: bigint;
  returned: bigint;
  arrived: bigint;
  /** Each change of the budget or of what is frozen: before, by how much, after, frozen by how much. */
  readonly changes: { on: string; before: bigint; by: bigint; after: bigint; frozenBy: bigint }[];
}

/** Appropriations of a year by id, at the end of a day. */
export function appropriationsByHand(events: readonly Exported[], year: number, asOf: string) {
  const found = new Map<string, HandAppropriation>();
  for (const { type, data } of events) {
    const id = text(data['appropriationId']);
    if (type === 'AppropriationIssued' && data['fiscalYear'] === year)
      found.set(id, {
        ...{ issued: data, code: text(data['programmeCode']), level: text(data['fundingLevel']) },
        ...{ budget: 0n, settled: 0n, inTransit: 0n, frozen: 0n, clawedBack: 0n, paid: 0n, returned: 0n, arrived: 0n },
        changes: [],
      });
    const one = found.get(id);
    if (one === undefined) continue;
    if (type === 'FundsArrived' && text(data['arrivedOn']) <= asOf) one.arrived += fenOf(data);
    const day = DAY[type];
    if (day === undefined || text(data[day]) > asOf) continue;
    const by = (sign: bigint | undefined): bigint => (sign ?? 0n) * fenOf(data);
    const [budget, frozen] = [by(BUDGET[type]), by(FROZEN[type])];
    if (budget !== 0n || frozen !== 0n)
      one.changes.push({
        ...{ on: text(data[day]), before: one.budget, by: budget, after: one.budget + budget, frozenBy: frozen },
      });
    one.budget += budget;
    one.frozen += frozen;
    one.settled += by(SETTLED[type]);
    one.inTransit += by(IN_TRANSIT[type]);
    if (type === 'AppropriationClawedBack') one.clawedBack += fenOf(data);
    if (type === 'CommitmentSettled') one.paid += fenOf(data);
    if (type === 'FundsReturnedByBank' || type === 'FundsReturnedByPayee') one.returned += fenOf(data);
  }
  return found;
}

interface HandCharge {
  readonly appropriationId: string;
  readonly root: number;
  amount: bigint;
  returned: bigint;
  state: 'submitted' | 'paid' | 'gone';
}

export interface HandRun {
  readonly submitted: Data;
  readonly charges: Map<number, HandCharge>;
  readonly returns: { readonly type: string; readonly data: Data }[];
}

/** Payments by id, at the end of a day. */
export function paymentsByHand(events: readonly Exported[], asOf: string): ReadonlyMap<string, HandRun> {
  const found = new Map<string, HandRun>();
  for (const { type, data } of events) {
    const day = ['submittedOn', 'paidOn', 'releasedOn', 'reversedOn', 'correctedOn', 'returnedOn'].find(
      (name) => name in data,
    );
    const counted = text(data['countsFrom'] ?? (day === undefined ? '9999' : data[day]));
    if (!type.startsWith('Payment') || counted > asOf) continue;
    const id = text(data['paymentId']);
    if (type === 'PaymentSubmitted')
      found.set(id, {
        ...{ submitted: data, returns: [] },
        charges: new Map(
          list(data['charges']).map((one) => [
            Number(one['charge']),
            {
              ...{ appropriationId: text(one['appropriationId']), root: Number(one['charge']), amount: fenOf(one) },
              ...{ returned: 0n, state: 'submitted' as const },
            },
          ]),
        ),
      });
    const run = found.get(id);
    if (run === undefined) continue;
    const numbers = Array.isArray(data['charges']) ? (data['charges'] as unknown[]) : [];
    const set = (state: HandCharge['state']) => {
      for (const number of numbers) run.charges.get(Number(number))!.state = state;
    };
    if (type === 'PaymentPaid') set('paid');
    if (['PaymentSentBack', 'PaymentWithdrawn', 'PaymentVoided', 'PaymentRefused', 'PaymentReversed'].includes(type))
      set('gone');
    if (type === 'PaymentReclassified') {
      const from = run.charges.get(Number(data['movedFrom']))!;
      from.amount -= fenOf(data);
      run.charges.set(Number(data['charge']), {
        ...{ appropriationId: text(data['to']), root: from.root, amount: fenOf(data), returned: 0n, state: 'paid' },
      });
    }
    if (type === 'PaymentReturnedByBank' || type === 'PaymentReturnedByPayee') {
      run.returns.push({ type, data });
      for (const one of list(data['charges'])) run.charges.get(Number(one['charge']))!.returned += fenOf(one);
    }
  }
  return found;
}

const linesOf = ({ submitted }: HandRun): readonly Data[] => list(submitted['lines']);
const isRegular = (line: Data): boolean => line['entry'] === 'regular' || line['entry'] === 'advance';

/** 发放汇总表 by 所属期: what each level has paid, what came back, how many people. */
export function payoutsByHand(
  runs: ReadonlyMap<string, HandRun>,
  levelOf: (appropriationId: string) => string | undefined,
) {
  const months = new Map<string, { heads: number; levels: [bigint, bigint, bigint, bigint]; returned: bigint }>();
  for (const run of runs.values()) {
    if (run.submitted['kind'] !== 'payout-run') continue;
    const paid = [...run.charges.values()].filter(({ state, amount, appropriationId }) => {
      return state === 'paid' && amount !== 0n && levelOf(appropriationId) !== undefined;
    });
    if (paid.length === 0) continue;
    const roots = new Set(paid.map(({ root }) => root));
    const chargeOf = new Map(
      list(run.submitted['charges']).map((one) => [text(one['appropriationId']), Number(one['charge'])]),
    );
    const lines = linesOf(run).filter(
      (line) => isRegular(line) && roots.has(chargeOf.get(text(line['appropriationId']))!),
    );
    const all = linesOf(run).filter((line) => roots.has(chargeOf.get(text(line['appropriationId']))!));
    const periods = new Set((lines.length > 0 ? lines : all).map((line) => line['period']));
    const period = periods.size === 1 ? text([...periods][0] ?? '-') : '-';
    const month = months.get(period) ?? { heads: 0, levels: [0n, 0n, 0n, 0n], returned: 0n };
    months.set(period, month);
    if (run.submitted['reissueOf'] === null) {
      const perCharge = new Map<string, number>();
      for (const line of lines) {
        const of = text(line['appropriationId']);
        const heads = Number((line['heads'] as Data | null)?.['count'] ?? 0);
        perCharge.set(of, (perCharge.get(of) ?? 0) + heads);
      }
      month.heads += Math.max(0, ...perCharge.values());
    }
    for (const { appropriationId, amount, returned } of paid) {
      month.levels[LEVELS.indexOf(levelOf(appropriationId) as (typeof LEVELS)[number])]! += amount;
      month.returned += returned;
    }
  }
  return months;
}

/** Of runs that stand and that several levels bear: heads and amounts by level, in the order of the levels. */
export function sharesByHand(
  runs: ReadonlyMap<string, HandRun>,
  levelOf: (appropriationId: string) => string | undefined,
) {
  const shares = new Map<string, { heads: (number | null)[]; amounts: bigint[] }>();
  for (const [id, run] of runs) {
    const stands = [...run.charges.values()].some(({ state, amount }) => state !== 'gone' && amount > 0n);
    if (run.submitted['kind'] !== 'payout-run' || run.submitted['reissueOf'] !== null || !stands) continue;
    const heads: (number | null)[] = [null, null, null, null];
    const amounts = [0n, 0n, 0n, 0n];
    for (const line of linesOf(run).filter(isRegular)) {
      const at = LEVELS.indexOf(levelOf(text(line['appropriationId'])) as (typeof LEVELS)[number]);
      heads[at] = (heads[at] ?? 0) + Number((line['heads'] as Data | null)?.['count'] ?? 0);
      amounts[at]! += fenOf(line);
    }
    if (heads.filter((count) => count !== null).length > 1) shares.set(id, { heads, amounts });
  }
  return shares;
}

/** Alerts of a year by what became of each, by the day. */
export function alertsByHand(events: readonly Exported[], year: number, asOf: string, from: string) {
  const cases = new Map<string, { cleared: boolean; recurrences: number; raised: string; disposed: boolean }>();
  let [raised, ended] = [0, 0];
  for (const { type, data } of events) {
    const on = text(data['evaluatedOn'] ?? data['actedOn'] ?? '9999');
    if (!type.startsWith('Alert') || !('alertId' in data) || on > asOf) continue;
    const id = text(data['alertId']);
    if (type === 'AlertRaised' && data['fiscalYear'] === year)
      cases.set(id, { cleared: false, recurrences: 0, raised: on, disposed: false });
    const one = cases.get(id);
    if (one === undefined) continue;
    if (type === 'AlertCleared' || type === 'AlertClosed') one.cleared = true;
    if (type === 'AlertReopened') [one.cleared, one.recurrences] = [false, one.recurrences + 1];
    if (type === 'AlertDisposed') one.disposed = true;
    if (on < from) continue;
    if (type === 'AlertRaised' || type === 'AlertReopened') raised += 1;
    if (type === 'AlertCleared' || type === 'AlertClosed') ended += 1;
  }
  const standing = [...cases.values()].filter(({ cleared }) => !cleared).length;
  return { cases, raised, ended, standing };
}

/** What became of a target by the day, in the words of the events: its name is its three headings, joined. */
export function targetsByHand(events: readonly Exported[], programmeId: string, year: number, asOf: string) {
  const name = (data: Data): string => ['level1', 'level2', 'level3'].map((each) => text(data[each])).join('/');
  let targets: readonly Data[] = [];
  const measures = new Map<string, Data>();
  const findings = new Map<string, { readonly asOf: string; readonly data: Data }>();
  for (const { type, data } of events) {
    if (data['programmeId'] !== programmeId || data['fiscalYear'] !== year) continue;
    if (type === 'PerformanceTargetsSet' && text(data['effectiveOn']) <= asOf) targets = list(data['targets']);
    if (type === 'PerformanceMeasuresDeclared' && text(data['effectiveOn']) <= asOf)
      for (const one of list(data['measures'])) measures.set(name(one), one);
    if (type === 'PerformanceActualRecorded' && text(data['asOf']) <= asOf)
      if (text(data['asOf']) >= (findings.get(name(data))?.asOf ?? ''))
        findings.set(name(data), { asOf: text(data['asOf']), data });
  }
  return targets.map((target) => ({
    target,
    measure: measures.get(name(target)) ?? null,
    finding: (findings.get(name(target))?.data['finding'] ?? null) as Data | null,
  }));
}

/**
 * What one appropriation has paid in the name of each month, net, and when it was last added to; a run of one line, as
 * the pension's are.
 */
export function monthsByHand(runs: ReadonlyMap<string, HandRun>, appropriationId: string, events: readonly Exported[]) {
  const months = new Map<string, { fen: bigint; heads: number; firstPaidOn: string }>();
  for (const [id, run] of runs)
    for (const line of linesOf(run).filter((one) => one['appropriationId'] === appropriationId)) {
      const charge = [...run.charges].find(([, one]) => one.appropriationId === appropriationId);
      if (charge?.[1].state !== 'paid') continue;
      const paid = events.find(
        ({ type, data }) =>
          type === 'PaymentPaid' && data['paymentId'] === id && (data['charges'] as number[]).includes(charge[0]),
      );
      const period = text(line['period']);
      const month = months.get(period) ?? { fen: 0n, heads: 0, firstPaidOn: text(paid?.data['paidOn']) };
      months.set(period, month);
      month.fen += charge[1].amount - charge[1].returned;
      // Who came back is not counted, and is again once paid anew.
      if (isRegular(line) || run.submitted['reissueOf'] !== null)
        month.heads += Number((line['heads'] as Data | null)?.['count'] ?? 0);
      for (const { data } of run.returns)
        for (const back of list(data['lines'])) if (back['line'] === line['line']) month.heads -= Number(back['count']);
    }
  return months;
}
