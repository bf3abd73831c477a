import { Module } from '@nestjs/common';
import { EventsController } from './events/events.controller';
import { GetAuditAnswerHandler } from './questions/audit-answer.query';
import { QuestionsController } from './questions/questions.controller';
import { VerificationController } from './verification/verification.controller';

@Module({
  controllers: [EventsController, VerificationController, QuestionsController],
  providers: [GetAuditAnswerHandler],
})
export class AuditModule {}
