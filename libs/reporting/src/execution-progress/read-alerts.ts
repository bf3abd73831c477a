import type { QueryBus } from '@nestjs/cqrs';
import type { Clocks } from '@bofu/budget';
import type { BusinessDate } from '@bofu/kernel';
import { ALERT_LEVEL_LABEL, AskAlerts } from '@bofu/monitoring';
import type { AlertOf } from './execution-progress';

const EVERY = { situation: null, level: null, rule: null, appropriationId: null };

/** The worst level of what stands against each programme at both clocks; put off counts, cleared does not. */
export async function readAlerts(
  queries: QueryBus,
  fiscalYear: number,
  clocks: Clocks & { readonly asOf: BusinessDate },
): Promise<AlertOf> {
  const worst = new Map<string, string>();
  // They come worst first.
  for (const { state, situation } of await queries.execute(
    new AskAlerts({ ...EVERY, fiscalYear }, clocks, clocks.asOf),
  )) {
    const { appropriationId } = state.identity;
    if (situation === 'cleared' || appropriationId === null || worst.has(appropriationId)) continue;
    worst.set(appropriationId, ALERT_LEVEL_LABEL[state.latest.level]);
  }
  return (appropriationId) => worst.get(appropriationId) ?? null;
}
