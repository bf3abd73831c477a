import { Module } from '@nestjs/common';
import { AskProgrammesOnDayHandler } from './facts/programmes-on-day.query';
import { PlanAgainstActualController } from './plan-against-actual/plan-against-actual.controller';
import { AskPlanAgainstActualHandler } from './plan-against-actual/plan-against-actual.query';
import { DifferenceController } from './replay/difference.controller';
import { AskDifferenceHandler } from './replay/difference.query';

@Module({
  controllers: [PlanAgainstActualController, DifferenceController],
  providers: [AskPlanAgainstActualHandler, AskDifferenceHandler, AskProgrammesOnDayHandler],
})
export class MonitoringModule {}
