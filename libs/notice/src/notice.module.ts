import { Module } from '@nestjs/common';
import { MailAddressController } from './mail/mail-address.controller';
import { StreamController } from './stream/stream.controller';
import { WebhookController } from './webhook/webhook.controller';

/** 通知; what follows the store, who listens and what is sent come from the app. */
@Module({ controllers: [StreamController, MailAddressController, WebhookController] })
export class NoticeModule {}
