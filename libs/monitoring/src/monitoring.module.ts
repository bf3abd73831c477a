import { Module } from '@nestjs/common';
import { AskProgrammesOnDayHandler } from './facts/programmes-on-day.query';
import { PlanAgainstActualController } from './plan-against-actual/plan-against-actual.controller';
import { AskPlanAgainstActualHandler } from './plan-against-actual/plan-against-actual.query';

@Module({
  controllers: [PlanAgainstActualController],
  providers: [AskPlanAgainstActualHandler, AskProgrammesOnDayHandler],
})
export class MonitoringModule {}
