import { Module } from '@nestjs/common';
import { AddAttachmentHandler } from './add-attachment';
import { AttachmentsController } from './attachments.controller';
import { GetAttachmentHandler, ListAttachmentsHandler } from './attachments.query';
import { WithdrawAttachmentHandler } from './withdraw-attachment';

/** 附件; the store, the databases, the files and how large one may be come from the app. */
@Module({
  controllers: [AttachmentsController],
  providers: [AddAttachmentHandler, WithdrawAttachmentHandler, ListAttachmentsHandler, GetAttachmentHandler],
})
export class AttachmentModule {}
