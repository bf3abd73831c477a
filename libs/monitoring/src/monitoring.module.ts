import { Module } from '@nestjs/common';
import { PlanAgainstActualController } from './plan-against-actual/plan-against-actual.controller';
import { AskPlanAgainstActualHandler } from './plan-against-actual/plan-against-actual.query';

@Module({ controllers: [PlanAgainstActualController], providers: [AskPlanAgainstActualHandler] })
export class MonitoringModule {}
