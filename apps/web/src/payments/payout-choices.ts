import type { RatePeriod } from '@bofu/kernel';
import type { Appropriation } from './appropriations';
import type { Payment } from './payments-query';
import type { PayoutScheme } from './payout-schemes';
import { groupName, type Programme } from './programmes';

/** Who bears what of one payment to a person of a group. */
export interface ChoiceLine {
  readonly appropriationId: string;
  readonly programmeId: string;
  readonly groupId: string | null;
  /** 人群 as people call it: programmes that share a payout name their groups alike. */
  readonly group: string;
  readonly rate: string;
  readonly per: RatePeriod;
  readonly headcount: number | null;
}

/** What a run can be filled in from: a scheme, or one appropriation with a rate of its own that no scheme covers. */
export interface Choice {
  readonly key: string;
  readonly name: string;
  readonly schemeId: string | null;
  readonly lines: readonly ChoiceLine[];
  readonly payee: { readonly kind: string; readonly name: string } | null;
  /** Of the register, where the scheme names one. */
  readonly payeeId: string | null;
}

export type Run = 'regular' | 'supplementary' | 'advance';
export type Entry = 'regular' | 'back-pay' | 'deduction' | 'advance';

/** A line of the run as it is sent. */
export interface RunLine {
  readonly appropriationId: string;
  readonly groupId: string | null;
  readonly rate: string;
  readonly per: RatePeriod;
  readonly times: number;
  readonly headcount: number;
  readonly entry: Entry;
  readonly period: string;
  readonly reason: string | null;
}

export function choicesOf(
  schemes: readonly PayoutScheme[],
  appropriations: readonly Appropriation[],
  programmes: readonly Programme[],
): Choice[] {
  const programmeOf = (id: string): string =>
    appropriations.find(({ appropriationId }) => appropriationId === id)?.programmeId ?? '';
  const covered = new Set(schemes.flatMap(({ lines }) => lines.map(({ appropriationId }) => appropriationId)));
  return [
    ...schemes.map(({ schemeId, name, lines, headcount, payee, payeeId }): Choice => ({
      key: schemeId,
      name,
      schemeId,
      payee,
      payeeId,
      lines: lines.map((line) => {
        const programmeId = programmeOf(line.appropriationId);
        const group = groupName(programmes, programmeId, line.groupId);
        return { ...line, programmeId, group, headcount: line.headcount ?? headcount };
      }),
    })),
    ...appropriations
      .filter(({ appropriationId }) => !covered.has(appropriationId))
      .flatMap((appropriation) =>
        choicesOfOne(
          appropriation,
          programmes.find(({ programmeId }) => programmeId === appropriation.programmeId),
        ),
      ),
  ];
}

/** For everybody, and for each group of the programme: a group without a standard of its own has everybody's. */
function choicesOfOne(appropriation: Appropriation, programme: Programme | undefined): Choice[] {
  const { appropriationId, programmeId, programmeName, paymentStandard } = appropriation;
  const standards = programme?.standards ?? [];
  const everybody = standards.find(({ groupId }) => groupId === null) ?? paymentStandard;
  return [{ groupId: null, name: '全体' }, ...(programme?.groups ?? [])].flatMap(({ groupId, name }) => {
    const standard = standards.find((each) => each.groupId === groupId) ?? everybody;
    const [rate, ...others] = standard?.rates ?? [];
    if (rate === undefined || others.length > 0) return [];
    const line = {
      appropriationId,
      programmeId,
      groupId,
      group: name,
      rate: rate.amount,
      per: rate.per,
      headcount: standard?.headcount ?? null,
    };
    return [
      {
        key: groupId === null ? appropriationId : `${appropriationId}/${groupId}`,
        name: groupId === null ? programmeName : `${programmeName}（${name}）`,
        schemeId: null,
        payee: null,
        payeeId: null,
        lines: [line],
      },
    ];
  });
}

export const groupsOf = ({ lines }: Pick<Choice, 'lines'>): readonly string[] => [
  ...new Set(lines.map(({ group }) => group)),
];

export const stands = ({ situation }: Payment): boolean =>
  situation === 'submitted' || situation === 'partly-paid' || situation === 'paid';

/** Of how many people of a group a run was when it was submitted: those whose money came back are due again. */
export function peopleIn(run: Payment, group: string, programmes: readonly Programme[]): number | null {
  const counts = run.lines
    .filter(({ entry }) => entry === 'regular' || entry === 'advance')
    .filter(({ programmeId, groupId }) => groupName(programmes, programmeId, groupId) === group)
    .flatMap(({ heads }) => heads?.count ?? []);
  return counts.length === 0 ? null : Math.max(...counts);
}

/** A run that holds the month of these people already. */
export const holdsPeriod = ({ lines }: Choice, period: string, { claims }: Payment): boolean =>
  claims.some(
    (claim) =>
      claim.period === period &&
      lines.some(
        ({ programmeId, groupId }) =>
          programmeId === claim.programmeId &&
          (groupId === claim.groupId || groupId === null || claim.groupId === null),
      ),
  );

/** The month after the last run's, within the year. */
export function nextPeriod(fiscalYear: number, last: string | null): string {
  const month = last !== null && last.startsWith(`${fiscalYear}-`) ? Math.min(12, Number(last.slice(5)) + 1) : 1;
  return `${fiscalYear}-${String(month).padStart(2, '0')}`;
}
