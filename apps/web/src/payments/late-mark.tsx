import { StatusTag } from '../marks/status-tag';
import type { Payment } from './payments-query';

type Step = Payment['steps'][number];

/** 补登, or 期初补录, where something was entered more than five working days after its day. */
export function LateMark({ steps }: { steps: readonly Pick<Step, 'late'>[] }) {
  const late = steps.flatMap((step) => (step.late === null ? [] : [step.late]));
  if (late.length === 0) return null;
  return <StatusTag mark="info">{late.some(({ reason }) => reason !== null) ? '补登' : '期初补录'}</StatusTag>;
}
