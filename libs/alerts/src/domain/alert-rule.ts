import { unreachable, type BusinessDate, type Decider, type DomainEvent } from '@bofu/kernel';
import { refuse } from './refusals';

/**
 * The thresholds of an alert rule 预警规则阈值, versioned by the day they come into force. Version 1 is what the product
 * ships with, in force from the beginning and never recorded; each further version is an event that gives the reason.
 */

/** `R01` and so on, as the catalogue numbers them; a number once given is never given to another rule. */
export type RuleId = `R${number}`;

/** Whole numbers by name: hundredths of a percentage point, days, fen. */
export type Thresholds = Readonly<Record<string, bigint>>;

/** What a threshold counts in: 0.01 个百分点, 0.01%, 分, days, 工作日, months, people, times, or 0 and 1 for a switch. */
export const THRESHOLD_UNITS = [
  'points',
  'percent',
  'fen',
  'days',
  'working-days',
  'months',
  'heads',
  'times',
  'switch',
] as const;
export type ThresholdUnit = (typeof THRESHOLD_UNITS)[number];

export interface ThresholdField {
  readonly label: string;
  readonly unit: ThresholdUnit;
  readonly shipped: bigint;
  /** Beyond these the rule would find nothing any more. Default: from 1 on, up to what a share can be at all. */
  readonly least?: bigint;
  readonly most?: bigint;
}

/** What the decider has to know of a rule to judge thresholds for it. */
export interface RuleTerms {
  readonly id: RuleId;
  readonly thresholds: Readonly<Record<string, ThresholdField>>;
  readonly rising: readonly (readonly string[])[];
}

export type AlertRuleEvent = DomainEvent<
  'AlertThresholdsSet',
  {
    alertRuleId: string;
    rule: RuleId;
    version: number;
    effectiveFrom: BusinessDate;
    /** Digits as text, in the unit the rule counts in. */
    thresholds: Readonly<Record<string, string>>;
    reason: string;
  }
>;

export type AlertRuleCommand = {
  type: 'set-alert-thresholds';
  effectiveFrom: BusinessDate;
  thresholds: Thresholds;
  reason: string;
};

export interface ThresholdVersion {
  readonly version: number;
  /** `null`: from the beginning. */
  readonly effectiveFrom: BusinessDate | null;
  readonly thresholds: Thresholds;
  readonly reason: string | null;
}

/** All versions of one rule's thresholds, in the order of their numbers, which is that of their days too. */
export interface RuleThresholds {
  readonly versions: readonly ThresholdVersion[];
}

export const shippedThresholds = ({ thresholds }: RuleTerms): RuleThresholds => ({
  versions: [
    {
      version: 1,
      effectiveFrom: null,
      thresholds: Object.fromEntries(Object.entries(thresholds).map(([name, { shipped }]) => [name, shipped])),
      reason: null,
    },
  ],
});

/** The version that counts on a day. */
export function versionOn({ versions }: RuleThresholds, date: BusinessDate): ThresholdVersion {
  const [shipped] = versions;
  const inForce = versions.findLast(({ effectiveFrom }) => effectiveFrom === null || effectiveFrom <= date) ?? shipped;
  return inForce ?? refuse('thresholds-unsound', { field: '', reason: 'missing' });
}

/** What can still find something: nothing lags by more than the whole, and no minimum hides every programme. */
const MOST: Record<ThresholdUnit, bigint> = {
  points: 10_000n,
  percent: 10_000n,
  fen: 10_000_000n,
  days: 180n,
  'working-days': 20n,
  months: 12n,
  heads: 1_000n,
  times: 100n,
  switch: 1n,
};
const LEAST: Record<ThresholdUnit, bigint> = {
  points: 1n,
  percent: 1n,
  fen: 0n,
  days: 0n,
  'working-days': 0n,
  months: 0n,
  heads: 0n,
  times: 1n,
  switch: 0n,
};
/** No threshold is written with more digits than this, whatever it counts. */
const WRITABLE = 10n ** 15n;

/** Every threshold of the rule and no other, within what its unit allows, and each scale rising strictly. */
function checked({ thresholds: fields, rising }: RuleTerms, given: Thresholds): Record<string, string> {
  const foreign = Object.keys(given).find((name) => !(name in fields));
  if (foreign !== undefined) refuse('thresholds-unsound', { field: foreign, reason: 'unknown' });
  const digits: Record<string, string> = {};
  for (const [name, { label, unit, least = LEAST[unit], most = MOST[unit] }] of Object.entries(fields)) {
    const value = given[name];
    if (value === undefined) return refuse('thresholds-unsound', { field: label, reason: 'missing' });
    if (value < 0n || value > WRITABLE) refuse('thresholds-unsound', { field: label, reason: 'out-of-range' });
    if (value < least || value > most) refuse('thresholds-unsound', { field: label, reason: 'switches-off' });
    digits[name] = String(value);
  }
  for (const chain of rising)
    for (const [at, name] of chain.entries()) {
      const former = chain[at - 1];
      if (former !== undefined && (given[former] ?? 0n) >= (given[name] ?? 0n))
        refuse('thresholds-unsound', { field: fields[name]?.label ?? name, reason: 'not-rising' });
    }
  return digits;
}

/** Refuses `thresholds-unsound` for what could not be set. */
export const requireSound = (terms: RuleTerms, given: Thresholds): void => void checked(terms, given);

/** @param alertRuleId the rule as one agency sets it */
export const alertRuleDecider = (
  alertRuleId: string,
  terms: RuleTerms,
): Decider<RuleThresholds, AlertRuleCommand, AlertRuleEvent> => ({
  initial: shippedThresholds(terms),
  decide({ versions }, { effectiveFrom, thresholds, reason }) {
    const digits = checked(terms, thresholds);
    const former = versions.at(-1)?.effectiveFrom ?? null;
    if (former !== null && effectiveFrom < former) refuse('thresholds-before-former', { effectiveFrom, former });
    const version = versions.length + 1;
    return [
      {
        type: 'AlertThresholdsSet',
        data: { alertRuleId, rule: terms.id, version, effectiveFrom, thresholds: digits, reason },
      },
    ];
  },
  evolve({ versions }, { type, data }) {
    switch (type) {
      case 'AlertThresholdsSet': {
        const { version, effectiveFrom, thresholds, reason } = data;
        const values = Object.entries(thresholds).map(([name, digits]) => [name, BigInt(digits)] as const);
        return { versions: [...versions, { version, effectiveFrom, thresholds: Object.fromEntries(values), reason }] };
      }
      default:
        return unreachable(type);
    }
  },
});
