import { Module } from '@nestjs/common';
import { HandleAlertHandler, SetAlertThresholdsHandler } from './alerts/alert.commands';
import { AlertRulesController } from './alerts/alert-rules.controller';
import { AskAlertRulesHandler } from './alerts/alert-rules.query';
import { AlertsController } from './alerts/alerts.controller';
import { AskAlertHandler, AskAlertsHandler } from './alerts/alerts.query';
import { EvaluateAlertsHandler } from './alerts/evaluate-alerts.command';
import { AskProgrammesOnDayHandler } from './facts/programmes-on-day.query';
import { ForecastController } from './forecast/forecast.controller';
import { AskForecastHandler, AskProgrammeForecastHandler } from './forecast/forecast.query';
import { PlanAgainstActualController } from './plan-against-actual/plan-against-actual.controller';
import { AskPlanAgainstActualHandler } from './plan-against-actual/plan-against-actual.query';
import { DifferenceController } from './replay/difference.controller';
import { AskDifferenceHandler } from './replay/difference.query';

@Module({
  controllers: [
    PlanAgainstActualController,
    ForecastController,
    DifferenceController,
    AlertsController,
    AlertRulesController,
  ],
  providers: [
    AskPlanAgainstActualHandler,
    AskProgrammesOnDayHandler,
    AskForecastHandler,
    AskProgrammeForecastHandler,
    AskDifferenceHandler,
    AskAlertsHandler,
    AskAlertHandler,
    AskAlertRulesHandler,
    HandleAlertHandler,
    SetAlertThresholdsHandler,
    EvaluateAlertsHandler,
  ],
})
export class MonitoringModule {}
