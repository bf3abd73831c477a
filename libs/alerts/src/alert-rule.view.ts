import { z } from 'zod';
import { formatBasisPoints, formatYuan, parseYuan, Refusal, type BusinessDate } from '@bofu/kernel';
import { versionOn, type ThresholdUnit, type Thresholds } from './domain/alert-rule';
import { refuse } from './domain/refusals';
import type { AlertRuleStanding } from './alert-rules.query';
import type { AlertRule } from './domain/rule';

/** Thresholds as people read and write them: points and percent with two places, money in 元, all else whole numbers. */

const UNIT_LABEL: Record<ThresholdUnit, string> = {
  points: '个百分点',
  percent: '%',
  fen: '元',
  days: '天',
  'working-days': '个工作日',
  months: '个月',
  heads: '人',
  times: '次',
  switch: '0 否，1 是',
};

const values = z.record(z.string(), z.string());

export const alertRuleView = z.strictObject({
  rule: z.string().meta({ example: 'R01' }),
  name: z.string(),
  meaning: z.string(),
  blocking: z.boolean(),
  thresholds: z.array(z.strictObject({ name: z.string(), label: z.string(), unit: z.string() })),
  inForce: z.int().meta({ description: '所问业务日期有效的版本' }),
  versions: z.array(
    z.strictObject({
      version: z.int(),
      effectiveFrom: z.string().nullable().meta({ format: 'date', description: '生效日；第 1 版自始有效，为 null' }),
      thresholds: values,
      reason: z.string().nullable(),
      setBy: z.string().nullable().meta({ description: '设定人姓名' }),
      recordedAt: z.string().nullable(),
    }),
  ),
});
export type AlertRuleView = z.output<typeof alertRuleView>;

/** 未启用: a rule of the treasury's list that is not evaluated here, and why. */
export const ruleNotEvaluatedView = z.strictObject({
  rule: z.string().meta({ example: 'R10' }),
  name: z.string(),
  why: z
    .enum(['refused-at-once', 'facts-missing', 'not-kept'])
    .meta({ description: '办理时即拒绝；缺少事实；本部门未登记' }),
  instead: z.string().meta({ description: '以何代之，或缺少哪些事实' }),
});

export function viewAlertRule(
  { rule, versions }: AlertRuleStanding,
  on: BusinessDate,
  nameOf: (personId: string) => string | null,
): AlertRuleView {
  const fields = Object.entries(rule.thresholds);
  return {
    rule: rule.id,
    name: rule.name,
    meaning: rule.meaning,
    blocking: rule.blocking,
    thresholds: fields.map(([name, { label, unit }]) => ({ name, label, unit: UNIT_LABEL[unit] })),
    inForce: versionOn({ versions }, on).version,
    versions: versions.map(({ thresholds, setBy, ...version }) => ({
      ...version,
      setBy: setBy && (nameOf(setBy) ?? setBy),
      thresholds: Object.fromEntries(
        fields.map(([name, { unit }]) => [name, written(unit, thresholds[name] ?? 0n)] as const),
      ),
    })),
  };
}

function written(unit: ThresholdUnit, value: bigint): string {
  if (unit === 'points' || unit === 'percent') return formatBasisPoints(Number(value));
  return unit === 'fen' ? formatYuan(value) : String(value);
}

/** Reads what `written` writes. Refuses `thresholds-unsound` for anything else and for names the rule has not. */
export function readThresholds(rule: AlertRule, given: Readonly<Record<string, string>>): Thresholds {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const field = Object.hasOwn(rule.thresholds, name) ? rule.thresholds[name] : undefined;
      if (field === undefined) return refuse('thresholds-unsound', { field: name.slice(0, 40), reason: 'unknown' });
      return [name, read(field.unit, field.label, text)] as const;
    }),
  );
}

function read(unit: ThresholdUnit, label: string, text: string): bigint {
  if (unit === 'fen' || unit === 'points' || unit === 'percent') {
    try {
      // Two places, no sign of a thousand: hundredths of a point are written as fen of a 元 are.
      return parseYuan(/^\d+$/.test(text) && unit !== 'fen' ? `${text}.00` : text);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refuse('thresholds-unsound', { field: label, reason: 'unreadable' });
    }
  }
  return /^\d{1,6}$/.test(text) ? BigInt(text) : refuse('thresholds-unsound', { field: label, reason: 'unreadable' });
}
