import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PrintedIndicator, PrintedPaper } from './printed-disclosure';

/** What is printed of a programmes file as the project ships it. */
export interface ShippedProgrammes {
  readonly bureau: string;
  readonly fiscalYear: number;
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly declaredTotals: readonly { readonly label: string; readonly amount: string }[];
  readonly programmes: readonly {
    readonly sequence: number;
    readonly code: string;
    readonly name: string;
    readonly unit: string;
    readonly amount: string;
    readonly budgetType: string;
    readonly documentNumber: string | null;
    readonly plan: readonly { readonly on: string; readonly cumulativePercent: string | null }[];
    readonly targets: readonly (Omit<PrintedIndicator, 'description' | 'basis'> & { readonly basis: string | null })[];
  }[];
}

export const shippedProgrammes = (name: string): ShippedProgrammes =>
  JSON.parse(readFileSync(join(__dirname, '../../budget/programmes', name), 'utf8')) as ShippedProgrammes;

/** 元 with two places as 万元: 50000.00 is 5.00. */
export const inWan = (yuan: string): string => {
  const fen = yuan.replace('.', '').padStart(7, '0');
  const [whole, places] = [fen.slice(0, -6), fen.slice(-6).replace(/0{1,4}$/, '')];
  return `${whole}.${places.padEnd(2, '0')}`;
};

const checkpointLabel = (on: string): string => `${Number(on.slice(5, 7))}月底`;

/** A programmes file as the disclosure that it could have been taken from. */
export const printedProgrammes = (file: ShippedProgrammes): PrintedPaper => ({
  title: [file.bureau, `${file.fiscalYear}年部门预算信息公开`],
  narrative: [...file.declaredTotals.map(({ label, amount }) => `${label}  ${inWan(amount)}万元`), '预算项目绩效目标'],
  sheets: file.programmes.map((programme) => ({
    unit: `${programme.unit}${file.units.find(({ code }) => code === programme.unit)?.name ?? ''}`,
    moneyUnit: '单位：万元',
    code: programme.code,
    name: programme.name,
    budget: [['预算数', inWan(programme.amount), '其中：财政资金', inWan(programme.amount), '其他资金', '0']],
    purpose: `用于${programme.name}`,
    planHead: ['资金支出计划（%）', ...programme.plan.map(({ on }) => checkpointLabel(on))],
    plan: programme.plan.map(({ cumulativePercent }) => (cumulativePercent === null ? '' : `${cumulativePercent}%`)),
    goals: ['1.按计划完成', '2.预算数与资金支出计划相符'],
    indicators: programme.targets.map((target) => ({ ...target, basis: target.basis ?? '' })),
  })),
  tail: ['第六部分：名词解释'],
});
