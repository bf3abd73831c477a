import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore } from '@bofu/event-store';
import { requireSignatures } from '../needs-signatures';
import { importProgrammes, type ImportContext, type ImportResult } from './import-programmes';

export class ImportProgrammes extends Command<ImportResult> {
  constructor(
    readonly file: Buffer,
    readonly fileName: string,
    readonly context: ImportContext,
    readonly onProgress?: (done: number, total: number) => void,
  ) {
    super();
  }
}

@CommandHandler(ImportProgrammes)
export class ImportProgrammesHandler implements ICommandHandler<ImportProgrammes> {
  constructor(private readonly store: EventStore) {}

  execute({ file, fileName, context, onProgress }: ImportProgrammes): Promise<ImportResult> {
    requireSignatures(context, 'issue-appropriation');
    return importProgrammes(this.store, file, fileName, context, onProgress);
  }
}
