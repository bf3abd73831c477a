import { Module } from '@nestjs/common';
import { EventStore } from '@bofu/event-store';
import { AlertRulesController } from './alert-rules.controller';
import { AskAlertRulesHandler } from './alert-rules.query';
import { AlertsController } from './alerts.controller';
import { AskAlertTrendHandler } from './alert-trend.query';
import { AskAlertHandler, AskAlertsHandler } from './alerts.query';
import { EvaluateAlertsHandler } from './evaluate-alerts.command';
import { AskAlertWatchHandler } from './alert-watch.query';
import { AskEvaluationTrialHandler } from './evaluation-trial.query';
import { EvaluationMemory } from './evaluation-memory';
import { evaluationMemoryOf } from './recorded-years';
import { EnableAlertWatchHandler } from './enable-alert-watch';
import { WithdrawEvaluationHandler } from './withdraw-evaluation';
import { HandleAlertHandler, HandleAlertsHandler } from './handle-alert';
import { KnownCases } from './known-cases';
import { SeveralAlertsController } from './several-alerts.controller';
import { SetAlertThresholdsHandler } from './set-alert-thresholds';
import { AskThresholdTrialHandler } from './threshold-trial.query';

/** The directory of agencies and people comes from the app. */
@Module({
  controllers: [AlertsController, SeveralAlertsController, AlertRulesController],
  providers: [
    { provide: EvaluationMemory, useFactory: evaluationMemoryOf, inject: [EventStore] },
    KnownCases,
    AskAlertsHandler,
    AskAlertHandler,
    AskAlertRulesHandler,
    HandleAlertHandler,
    HandleAlertsHandler,
    AskAlertTrendHandler,
    SetAlertThresholdsHandler,
    AskThresholdTrialHandler,
    EvaluateAlertsHandler,
    AskEvaluationTrialHandler,
    AskAlertWatchHandler,
    EnableAlertWatchHandler,
    WithdrawEvaluationHandler,
  ],
})
export class AlertsModule {}
