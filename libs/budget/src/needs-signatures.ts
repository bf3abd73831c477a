import type { CommandContext } from '@bofu/event-store';
import type { BudgetActType } from './domain/budget-act';
import { refuse } from './domain/refusals';

/**
 * 经办, 复核, 审批 of what changes the budget (财政部《行政事业单位内部控制规范（试行）》): in an office of people it is
 * submitted as a paper and booked by its approval. Only where one person acts for all is it recorded at once.
 */
export function requireSignatures({ by }: Pick<CommandContext, 'by'>, act: BudgetActType): void {
  if (by.mode === 'office') refuse('needs-signatures', { act });
}
