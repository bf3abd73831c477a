import { projectionSpec } from '@bofu/testing';
import { alertsProjection } from './alerts.projection';

const ALERT_ID = 'R06-2021-A-2021-05';
const happened = (type: string, data: object) => ({ stream: `alert-${ALERT_ID}`, type, data });
const found = (level: string, evaluatedOn: string) => ({
  ruleVersion: 1,
  level,
  formula: '未提交',
  figures: {},
  evaluatedOn,
});

describe('the cases and their histories', () => {
  it('keep every event with the day it counts for, and what the case is about', () =>
    projectionSpec(alertsProjection)
      .given(
        happened('AlertRaised', {
          alertId: ALERT_ID,
          rule: 'R06',
          fiscalYear: 2021,
          appropriationId: '2021-A',
          ...found('yellow', '2021-05-21'),
        }),
        happened('AlertAcknowledged', { actedOn: '2021-05-24' }),
        { stream: 'alert-rule-R06', type: 'AlertThresholdsSet', data: {} },
        happened('AlertCleared', { ruleVersion: 1, evaluatedOn: '2021-05-26' }),
      )
      .thenTables({
        alert_case: [{ alert_id: ALERT_ID, rule: 'R06', fiscal_year: 2021, appropriation_id: '2021-A' }],
        alert_event: [
          { alert_id: ALERT_ID, version: '0', on_date: '2021-05-21', type: 'AlertRaised' },
          { alert_id: ALERT_ID, version: '1', on_date: '2021-05-24', type: 'AlertAcknowledged' },
          { alert_id: ALERT_ID, version: '2', on_date: '2021-05-26', type: 'AlertCleared' },
        ],
      }));
});
