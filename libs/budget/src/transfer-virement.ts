import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { derivedId, EventStore, type CommandContext, type DecisionResult, type Decisions } from '@bofu/event-store';
import type { BusinessDate, DocumentNumber, Fen } from '@bofu/kernel';
import { ActFiles, askAboutFileNames, fileAct, withFiles, type ActFile } from './act-files';
import { askAboutChange } from './ask-back';
import { appropriationAggregate } from './appropriation-aggregate';
import { refuse } from './domain/refusals';
import { requireSignatures } from './needs-signatures';
import { recordingRefusedAttempts } from './record-refused-attempt';

export interface Virement {
  readonly from: string;
  readonly to: string;
  readonly amountFen: Fen;
  readonly effectiveOn: BusinessDate;
  readonly documentNumber: DocumentNumber | null;
  readonly documentDate: BusinessDate | null;
  readonly reason: string;
  /** Why it is not the same paper again; left out where nothing was asked. */
  readonly confirmation?: string | null;
}

/** 调剂: money moves between two appropriations of one budget type; both sides are recorded or neither. */
export class TransferVirement extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly virement: Virement,
    readonly files: readonly ActFile[] = [],
  ) {
    super();
  }
}

@CommandHandler(TransferVirement)
export class TransferVirementHandler implements ICommandHandler<TransferVirement> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
    private readonly actFiles: ActFiles,
  ) {}

  async execute({ context, virement, files }: TransferVirement): Promise<DecisionResult> {
    requireSignatures(context, 'transfer-virement');
    const { store, directory, actFiles } = this;
    askAboutChange(directory, context, virement);
    askAboutFileNames(files, virement.confirmation);
    const attempt = {
      attempted: 'transfer-virement',
      attemptedOn: virement.effectiveOn,
      paymentId: null,
      period: null,
      headcount: null,
    };
    return recordingRefusedAttempts(store, context, withFiles(virement, files), attempt, async (decisions) => {
      await transferVirement(decisions, derivedId('virement', context.commandId), virement);
      const sides = [virement.from, virement.to];
      await fileAct(decisions, context, 'transfer-virement', sides, { directory, actFiles, files });
    });
  }
}

/** Both sides, for a paper as well. */
export async function transferVirement(
  { load, decide }: Decisions,
  virementId: string,
  { from, to, confirmation = null, ...stated }: Virement,
): Promise<void> {
  const movement = { ...stated, confirmation };
  const source = await load(appropriationAggregate(from));
  if (source.situation === 'not-issued') return refuse('appropriation-not-found', { appropriationId: from });
  await decide(appropriationAggregate(from), { type: 'transfer-virement-out', ...movement, virementId, to });
  const { budgetType: fromBudgetType, fundingLevel: fromFundingLevel } = source.terms;
  await decide(appropriationAggregate(to), {
    type: 'transfer-virement-in',
    ...movement,
    virementId,
    from,
    fromBudgetType,
    fromFundingLevel,
  });
}
