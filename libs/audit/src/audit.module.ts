import { Module } from '@nestjs/common';
import { AskEventAtHandler, AskEventHandler, AskEventsHandler } from './event-log/event-log.query';
import { EventsController } from './event-log/events.controller';
import { VerificationController } from './verification/verification.controller';

@Module({
  controllers: [EventsController, VerificationController],
  providers: [AskEventsHandler, AskEventHandler, AskEventAtHandler],
})
export class AuditModule {}
