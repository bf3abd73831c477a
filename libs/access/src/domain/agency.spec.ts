import { specOf } from '@bofu/testing';
import { county, day, district } from '../../testing/access-examples';
import { agencyDecider, type AgencyEvent } from './agency';

const decider = agencyDecider('A');
const { given } = specOf(decider);
const registered: AgencyEvent = { type: 'AgencyRegistered', data: county };
const reason = '撤县设区';
const changed: AgencyEvent = { type: 'AgencyChanged', data: { ...district, reason } };
const succeeded: AgencyEvent = {
  type: 'AgencySucceeded',
  data: { successorAgencyIds: ['B'], effectiveOn: day('2019-01-01'), reason: '机构改革' },
};

describe('an agency is registered', () => {
  it('with its code, name, region and superior from a day on', () =>
    given([])
      .when({ type: 'register-agency', ...county })
      .then([registered]));
  it('once: the same again changes nothing', () =>
    given([registered])
      .when({ type: 'register-agency', ...county })
      .thenNothing());
  it('once: anything else is refused', () =>
    given([registered])
      .when({ type: 'register-agency', ...district })
      .thenRefuses('agency-registered', { agencyId: 'A' }));
  it('before anything else can be done to it', () =>
    given([])
      .when({ type: 'change-agency', ...district, reason })
      .thenRefuses('agency-not-found', { agencyId: 'A' }));
});

describe('an agency changes', () => {
  const change = (facts = district) => ({ type: 'change-agency' as const, ...facts, reason });

  it('from a day on, all its facts anew', () => given([registered]).when(change()).then([changed]));
  it('and is what it is already: nothing to record', () => given([registered, changed]).when(change()).thenNothing());
  it('back on a day between: what is in force that day counts', () =>
    given([registered, changed])
      .when(change({ ...district, effectiveOn: day('2014-01-01') }))
      .then([{ type: 'AgencyChanged', data: { ...district, effectiveOn: day('2014-01-01'), reason } }]));
  it('not before it began', () =>
    given([registered])
      .when(change({ ...district, effectiveOn: day('2009-12-31') }))
      .thenRefuses('agency-change-too-early', {
        effectiveOn: day('2009-12-31'),
        registeredOn: county.effectiveOn,
      }));
  it('not into its own superior', () =>
    given([registered])
      .when(change({ ...district, parentAgencyId: 'A' }))
      .thenRefuses('agency-parent-circular'));
  it('not after others have taken over', () =>
    given([registered, succeeded])
      .when(change())
      .thenRefuses('agency-succeeded', { agencyId: 'A', succeededOn: day('2019-01-01') }));
});

describe('others take over what an agency did', () => {
  const succeed = (successorAgencyIds: string[]) => ({
    type: 'succeed-agency' as const,
    successorAgencyIds,
    effectiveOn: day('2019-01-01'),
    reason: '机构改革',
  });
  it('from a day on', () =>
    given([registered])
      .when(succeed(['B']))
      .then([succeeded]));
  it('once', () =>
    given([registered, succeeded])
      .when(succeed(['C']))
      .thenRefuses('agency-succeeded'));
  it('others, not the agency itself', () =>
    given([registered])
      .when(succeed(['B', 'A']))
      .thenRefuses('agency-successor-unknown', { successorAgencyId: 'A' }));
});

describe('a clearing window', () => {
  const set = (fiscalYear: number, until: string | null) => ({
    type: 'set-clearing-window' as const,
    fiscalYear,
    until: until === null ? null : day(until),
    reason: '上级清算安排',
  });
  const setFor2021: AgencyEvent = {
    type: 'ClearingWindowSet',
    data: { fiscalYear: 2021, until: day('2022-01-10'), reason: '上级清算安排' },
  };

  it('is none unless it is set: shutting none says nothing', () =>
    given([registered]).when(set(2021, null)).thenNothing());
  it('ends on a day of the following January', () =>
    given([registered]).when(set(2021, '2022-01-10')).then([setFor2021]));
  it.each(['2021-12-31', '2022-02-01', '2023-01-10'])('does not end on %s', (until) =>
    given([registered]).when(set(2021, until)).thenRefuses('clearing-window-outside-january', {
      fiscalYear: 2021,
      until,
    }),
  );
  it('set to what it is says nothing', () =>
    given([registered, setFor2021]).when(set(2021, '2022-01-10')).thenNothing());
  it('is shut again', () => {
    const shut = set(2021, null);
    const { type: _, ...data } = shut;
    given([registered, setFor2021])
      .when(shut)
      .then([{ type: 'ClearingWindowSet', data }]);
    given([registered, setFor2021, { type: 'ClearingWindowSet', data }])
      .when(shut)
      .thenNothing();
  });
});

describe('a file with what changes an appropriation', () => {
  const required = (required: boolean, on: string) => ({ required, effectiveOn: day(on), reason: '内控要求' });
  const since: AgencyEvent = { type: 'AppropriationFilesRequired', data: required(true, '2021-03-01') };

  it('is not demanded unless it is said: demanding none says nothing', () =>
    given([registered])
      .when({ type: 'require-appropriation-files', ...required(false, '2021-03-01') })
      .thenNothing());
  it('is demanded from a day on', () =>
    given([registered])
      .when({ type: 'require-appropriation-files', ...required(true, '2021-03-01') })
      .then([since]));
  it('demanded already says nothing, and on an earlier day it is said anew', () => {
    given([registered, since])
      .when({ type: 'require-appropriation-files', ...required(true, '2021-04-01') })
      .thenNothing();
    given([registered, since])
      .when({ type: 'require-appropriation-files', ...required(true, '2021-02-01') })
      .then([{ type: 'AppropriationFilesRequired', data: required(true, '2021-02-01') }]);
  });
  it('is demanded no more from a later day on', () =>
    given([registered, since])
      .when({ type: 'require-appropriation-files', ...required(false, '2022-01-01') })
      .then([{ type: 'AppropriationFilesRequired', data: required(false, '2022-01-01') }]));
  it('of an agency that is registered', () =>
    given([])
      .when({ type: 'require-appropriation-files', ...required(true, '2021-03-01') })
      .thenRefuses('agency-not-found', { agencyId: 'A' }));
});
