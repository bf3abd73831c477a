import { Module } from '@nestjs/common';
import { DueSoonController } from './due-soon/due-soon.controller';
import { AskDueSoonHandler } from './due-soon/due-soon.query';
import { AskExecutionLinesHandler } from './execution-lines/execution-lines.query';
import { AskProgrammesOnDayHandler } from './facts/programmes-on-day.query';
import { ForecastController } from './forecast/forecast.controller';
import { AskForecastHandler, AskProgrammeForecastHandler, AskShortProgrammesHandler } from './forecast/forecast.query';
import { MonthStripController } from './month-strip/month-strip.controller';
import { AskMonthStripsHandler } from './month-strip/month-strip.query';
import { PerformanceController } from './performance/performance.controller';
import { AskPerformanceHandler } from './performance/performance.query';
import { PlanAgainstActualController } from './plan-against-actual/plan-against-actual.controller';
import { AskPlanAgainstActualHandler } from './plan-against-actual/plan-against-actual.query';
import { DifferenceController } from './replay/difference.controller';
import { AskDifferenceHandler } from './replay/difference.query';

/** The directory of agencies and people comes from the app. */
@Module({
  controllers: [
    PlanAgainstActualController,
    ForecastController,
    DifferenceController,
    DueSoonController,
    MonthStripController,
    PerformanceController,
  ],
  providers: [
    AskPlanAgainstActualHandler,
    AskProgrammesOnDayHandler,
    AskExecutionLinesHandler,
    AskForecastHandler,
    AskProgrammeForecastHandler,
    AskShortProgrammesHandler,
    AskDifferenceHandler,
    AskDueSoonHandler,
    AskMonthStripsHandler,
    AskPerformanceHandler,
  ],
})
export class MonitoringModule {}
