import { ActFiles, type ActFile, type ActFilesPlace } from '@bofu/budget';
import { claimHolder, derivedId, type CommandContext, type Decisions } from '@bofu/event-store';
import type { Database } from '@bofu/read-model';
import { attach } from './add-attachment';
import { placeOf } from './attachment-aggregate';
import { fileNameFor } from './domain/media-types';
import { fileSentBy } from './files/sent-files';

/** The files of what changes the budget, as attachments that are added in the same breath. */
export class AttachmentsOfActs extends ActFiles {
  constructor(private readonly durable: Database) {
    super();
  }

  async attach(
    decisions: Decisions,
    { commandId, agencyId, recordedAt }: CommandContext,
    places: readonly ActFilesPlace[],
    files: readonly ActFile[],
  ): Promise<void> {
    for (const { kind, name, digest } of files) {
      // Of the own agency alone: who knows another's digest has not thereby the file.
      const file = await fileSentBy(this.durable, agencyId, digest, recordedAt);
      for (const subject of places) {
        // One document may be the reason of several acts on the same appropriation: it stands there once.
        if ((await claimHolder(decisions, placeOf(agencyId, subject, digest))) !== null) continue;
        const attachmentId = derivedId('attachment', commandId, digest, subject.kind, subject.id);
        await attach(decisions, agencyId, attachmentId, {
          ...{ subject, kind, file },
          name: fileNameFor(name, file.mediaType),
        });
      }
    }
  }
}
