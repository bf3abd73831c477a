import { Module } from '@nestjs/common';
import { DraftController } from './draft.controller';

/** Drafts; the durable database comes from the app. */
@Module({ controllers: [DraftController] })
export class DraftModule {}
