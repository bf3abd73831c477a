import { accessRefusals } from '@bofu/access';
import { httpRefusals } from '@bofu/http';
import { derivedId } from '@bofu/event-store';
import { budgetRefusals } from '@bofu/budget';
import { jobRefusals } from '@bofu/jobs';
import { kernelRefusals } from '@bofu/kernel';
import { monitoringRefusals } from '@bofu/monitoring';
import { paymentRefusals } from '@bofu/payment';
import { FINDINGS, outcomeOfProblem } from '../../apps/web/src/api/outcome';
import { paymentOfCommand } from '../../apps/web/src/payments/payment-of-command';

const named = FINDINGS.flatMap(({ codes }) => codes);
const outcomeOf = (code: string, status: number) => outcomeOfProblem({ code, status, title: '', traceId: 't' });

describe('what the screens take an answer to a command for', () => {
  it('is decided for every code of the way in, once, and with a reason', () => {
    expect(new Set(named).size).toBe(named.length);
    expect(Object.keys(httpRefusals).filter((code) => !named.includes(code))).toEqual([]);
    expect(FINDINGS.filter(({ because }) => because.length < 20)).toEqual([]);
  });

  it('names no code that nobody answers', () => {
    const ofCapabilities = [accessRefusals, budgetRefusals, paymentRefusals, jobRefusals, monitoringRefusals];
    const codes = [httpRefusals, kernelRefusals, ...ofCapabilities].flatMap((catalogue) => Object.keys(catalogue));
    expect(named.filter((code) => !codes.includes(code))).toEqual([]);
  });

  it.each([
    ['request-in-progress', 'unknown'],
    ['outcome-unknown', 'unknown'],
    ['store-unavailable', 'unknown'],
    ['internal', 'unknown'],
    ['request-timeout', 'unknown'],
    ['storage-full', 'unknown'],
    ['agency-malformed', 'not-recorded'],
    ['idempotency-key-reused', 'on-record'],
    ['revision-outdated', 'not-recorded'],
    ['concurrent-change', 'not-recorded'],
    ['missing-field', 'not-recorded'],
  ] as const)('of the way in: %s is %s', (code, outcome) => {
    expect(outcomeOf(code, httpRefusals[code].status)).toBe(outcome);
  });

  it('of a capability: a decision on the record as it stands, or open where it could not decide', () => {
    expect(outcomeOf('insufficient-appropriation', 422)).toBe('not-recorded');
    expect(outcomeOf('period-already-paid', 409)).toBe('not-recorded');
    expect(outcomeOf('payment-not-found', 404)).toBe('not-recorded');
    expect(outcomeOf('payment-exists', paymentRefusals['payment-exists'].status)).toBe('on-record');
    expect(outcomeOf('event-log-behind', 503)).toBe('unknown');
  });

  it('of who acts: she is on record for good, so what she is said not to be she never was; her right to act may end', () => {
    expect(outcomeOf('person-unknown', accessRefusals['person-unknown'].status)).toBe('not-recorded');
    for (const code of ['single-person-mode-ended', 'post-not-held', 'agency-unknown'] as const)
      expect([code, outcomeOf(code, accessRefusals[code].status)]).toEqual([code, 'unknown']);
  });

  it('of somebody in between, who is not our server: open', () => {
    expect(outcomeOfProblem({ code: 'http-404', status: 404, title: '', traceId: '' })).toBe('unknown');
    expect(outcomeOfProblem({ code: 'http-502', status: 502, title: '', traceId: '' })).toBe('unknown');
  });

  it('names the payment of a command as the server does', () => {
    const commandId = '0c9f4a52-6f6e-5c7e-8d8e-000000000001';
    expect(paymentOfCommand(commandId)).toBe(derivedId('payment', commandId));
  });
});
