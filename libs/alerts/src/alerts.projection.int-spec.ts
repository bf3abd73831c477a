import { ONE_AGENCY } from '@bofu/event-store';
import { projectionSpec } from '@bofu/testing';
import { alertsProjection } from './alerts.projection';

const ALERT_ID = 'case-1';
const happened = (type: string, data: object) => ({
  stream: `alert-${ALERT_ID}`,
  type,
  data: { alertId: ALERT_ID, ...data },
});
const found = (level: string, evaluatedOn: string) => ({
  level,
  lines: [
    {
      ...{ rule: 'R06', ruleName: '逐期发放时限', edition: 1, ruleVersion: 1, blocking: false, appropriationId: null },
      ...{
        period: '2021-05',
        level,
        formula: '未提交',
        figures: {},
        stakeFen: '1',
        renewedBy: null,
        since: evaluatedOn,
      },
    },
  ],
  evaluatedOn,
});

describe('the cases and their histories', () => {
  it('keep every event with the day it counts for, and what the case is about', () =>
    projectionSpec(alertsProjection)
      .given(
        happened('AlertRaised', {
          cause: 'unpaid',
          fiscalYear: 2021,
          subject: 'P',
          subjectName: '项目P',
          programmeId: 'P',
          appropriationId: 'A',
          ...found('yellow', '2021-05-21'),
        }),
        happened('AlertAcknowledged', { actedOn: '2021-05-24' }),
        { stream: 'alertRule-1', type: 'AlertThresholdsSet', data: {} },
        happened('AlertCleared', { evaluatedOn: '2021-05-26' }),
        {
          stream: 'alertWatch-1',
          type: 'AlertWatchEnabled',
          data: { watchId: '1', fiscalYear: 2021, from: '2021-05-20' },
        },
      )
      .thenTables({
        alert_case: [
          {
            ...{ alert_id: ALERT_ID, agency_id: ONE_AGENCY, cause: 'unpaid', fiscal_year: 2021 },
            ...{ programme_id: 'P', appropriation_id: 'A' },
          },
        ],
        alert_event: [
          { alert_id: ALERT_ID, version: '0', on_date: '2021-05-21', type: 'AlertRaised' },
          { alert_id: ALERT_ID, version: '1', on_date: '2021-05-24', type: 'AlertAcknowledged' },
          { alert_id: ALERT_ID, version: '2', on_date: '2021-05-26', type: 'AlertCleared' },
        ],
        watch_event: [{ watch_id: '1', fiscal_year: 2021, on_date: '2021-05-20', type: 'AlertWatchEnabled' }],
      }));
});
