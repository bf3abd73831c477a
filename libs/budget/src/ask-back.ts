import type { Directory } from '@bofu/access';
import type { CommandContext } from '@bofu/event-store';
import { askAboutNumbers, type BusinessDate, type Fen } from '@bofu/kernel';
import { refuse } from './domain/refusals';

interface Changed {
  readonly amountFen: Fen;
  readonly effectiveOn: BusinessDate;
  readonly reason: string;
  readonly confirmation?: string | null;
}

/**
 * A change of budget as large as the office asks about (大额), or whose reason holds a number that may be a person's, is
 * recorded only with a stated reason.
 */
export function askAboutChange(
  directory: Pick<Directory, 'largePaymentFen'>,
  { agencyId }: Pick<CommandContext, 'agencyId'>,
  { amountFen, effectiveOn, reason, confirmation = null }: Changed,
): void {
  askAboutNumbers([{ field: 'reason', text: reason }], confirmation);
  const fromFen = directory.largePaymentFen(agencyId, effectiveOn);
  if (fromFen !== null && confirmation === null && amountFen >= fromFen) refuse('change-large', { amountFen, fromFen });
}
