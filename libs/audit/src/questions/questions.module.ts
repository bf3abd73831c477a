import { Module } from '@nestjs/common';
import { AskAuditQuestionHandler } from './audit-question.query';
import { QuestionsController } from './questions.controller';

@Module({ controllers: [QuestionsController], providers: [AskAuditQuestionHandler] })
export class AuditQuestionsModule {}
