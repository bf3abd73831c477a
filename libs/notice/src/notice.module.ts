import { Module } from '@nestjs/common';
import { StreamController } from './stream/stream.controller';

/** 通知; what follows the store and who listens come from the app. */
@Module({ controllers: [StreamController] })
export class NoticeModule {}
