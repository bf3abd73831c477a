import { projectionSpec } from '@bofu/testing';
import {
  charged,
  disburse,
  lump,
  moved,
  paid,
  rated,
  recordedLine,
  refused,
  returned,
  submit,
  submitted,
} from '../../testing/payment-examples';
import type { PaymentEvent } from '../domain/payment-events';
import { paymentsProjection } from './payments.projection';

const by = { personId: 'clerk', post: 'clerk', delegationId: null, channel: 'service', mode: 'single-person' };
const stamp = { agencyId: 'agency-1', by, bookedIn: '2021-02' };
const happened = ({ type, data }: PaymentEvent) => ({ stream: 'payment-p1', type, data: { ...data, ...stamp } });

const issued = (appropriationId: string, fiscalYear: number) => ({
  stream: `appropriation-${appropriationId}`,
  type: 'AppropriationIssued',
  data: {
    appropriationId,
    programmeId: 'pension',
    programmeCode: '13062121RXGO3YWDTCKQR',
    programmeName: '项目',
    fiscalYear,
    formedIn: fiscalYear,
    issuedAs: 'regular',
    batch: 1,
    unitCode: '356001',
    unitName: '局本级',
    fundingLevel: 'district',
    fundingLevelBasis: 'stated',
    budgetType: 'general-public',
    documentNumber: null,
    documentDate: null,
    elements: {
      functionalClass: null,
      governmentEconomicClass: null,
      departmentEconomicClass: null,
      budgetSource: null,
      paymentMethod: null,
      directFunds: null,
      threeGuarantees: null,
      governmentProcurement: null,
      superiorDocumentNumber: null,
    },
    amountFen: '100000',
    effectiveOn: `${fiscalYear}-01-01`,
    sources: [],
    ...stamp,
  },
});

const [fromA, fromB] = [rated('A', '3.00', 10), rated('B', '2.00', 10, { groupId: 'over-70' })];
const ran = submitted(
  submit([fromA, fromB], { schemeId: 's' }),
  [recordedLine(1, fromA, '30.00'), recordedLine(2, fromB, '20.00')],
  [charged(1, 'A', '30.00'), charged(2, 'B', '20.00')],
  '50.00',
);
const fact = (charge: number, kind: string, on: string, amounts: Readonly<Record<string, string>> = {}) => ({
  ...{ payment_id: 'p1', charge, fact: kind, business_day: on },
  ...{ amount_fen: '0', returned_fen: '0', repaid_fen: '0', restores: null, ...amounts },
});

describe('payments as facts', () => {
  it('are lines, charges and what happened to each', () =>
    projectionSpec(paymentsProjection)
      .given(
        issued('A', 2021),
        issued('B', 2021),
        issued('C', 2022),
        happened(ran),
        happened(paid([1], '30.00')),
        happened(refused([2], '20.00')),
        happened(returned([[1, 2]], [[1, '6.00']], '6.00')),
        happened(moved(1, 3, 'A', 'C', '10.00', 'medical')),
      )
      .thenTables({
        payment: [
          {
            payment_id: 'p1',
            agency_id: 'agency-1',
            kind: 'payout-run',
            route: 'treasury',
            submitted_on: '2021-02-10',
            submitted_by: by,
            scheme_id: 's',
            replaces: null,
            reissue_of: null,
          },
        ],
        payment_line: [
          { line: 1, charge: 1, group_id: null, heads: '10', rate_fen: '300', period: '2021-02', amount_fen: '3000' },
          {
            line: 2,
            charge: 2,
            group_id: 'over-70',
            heads: '10',
            rate_fen: '200',
            period: '2021-02',
            amount_fen: '2000',
          },
        ],
        line_return: [{ line: 1, business_day: '2021-03-01', heads: '2' }],
        charge: [
          { charge: 1, appropriation_id: 'A', programme_id: 'pension', fiscal_year: 2021, moved_from: null },
          { charge: 2, appropriation_id: 'B', programme_id: 'pension', fiscal_year: 2021, moved_from: null },
          { charge: 3, appropriation_id: 'C', programme_id: 'medical', fiscal_year: 2022, moved_from: 1 },
        ],
        charge_fact: [
          fact(1, 'submitted', '2021-02-10', { amount_fen: '3000' }),
          fact(2, 'submitted', '2021-02-10', { amount_fen: '2000' }),
          fact(1, 'paid', '2021-02-20'),
          fact(2, 'released', '2021-02-12'),
          fact(1, 'returned', '2021-03-01', { returned_fen: '600', restores: 'authority' }),
          fact(1, 'moved-out', '2021-03-01', { amount_fen: '-1000' }),
          fact(3, 'moved-in', '2021-03-01', { amount_fen: '1000' }),
        ],
        payment_step: [
          { type: 'PaymentSubmitted', version: '0', reason: null, return_id: null },
          { type: 'PaymentPaid', version: '1', reason: null, return_id: null },
          { type: 'PaymentRefused', version: '2', reason: '账户冻结', return_id: null },
          { type: 'PaymentReturnedByBank', version: '3', reason: '户名不符', return_id: 'r1' },
          { type: 'PaymentReclassified', version: '4', reason: '列错指标', return_id: null },
        ],
      }));

  it('say what was paid anew for what', () => {
    const again = lump('A', '1.00');
    const reissueOf = { paymentId: 'p0', returnId: 'r0', drawsOn: 'authority' } as const;
    const event = submitted(
      disburse([again], { replaces: 'p0', reissueOf }),
      [recordedLine(1, again, '1.00')],
      [charged(1, 'A', '1.00')],
      '1.00',
    );
    return projectionSpec(paymentsProjection)
      .given(issued('A', 2021), happened(event))
      .thenRows('payment', [{ payment_id: 'p1', replaces: 'p0', reissue_of: reissueOf }]);
  });
});
