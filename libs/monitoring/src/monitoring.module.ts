import { Module } from '@nestjs/common';
import { PlanAgainstActualController } from './plan-against-actual/plan-against-actual.controller';
import { AskPlanAgainstActualHandler } from './plan-against-actual/plan-against-actual.query';
import { DifferenceController } from './replay/difference.controller';
import { AskDifferenceHandler } from './replay/difference.query';

@Module({
  controllers: [PlanAgainstActualController, DifferenceController],
  providers: [AskPlanAgainstActualHandler, AskDifferenceHandler],
})
export class MonitoringModule {}
