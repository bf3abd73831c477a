import { specOf } from '@bofu/testing';
import { bureauItself, day } from '../../testing/access-examples';
import { unitDecider, type UnitEvent } from './unit';

const { given } = specOf(unitDecider('U'));
const openedOn = day('2018-01-01');
const reason = '机构改革';
const registered: UnitEvent = { type: 'UnitRegistered', data: { unitId: 'U', ...bureauItself, openedOn } };
const renamed = { ...bureauItself, name: '人力资源和社会保障局机关' };
const changed: UnitEvent = {
  type: 'UnitChanged',
  data: { unitId: 'U', ...renamed, effectiveOn: day('2021-01-01'), reason },
};
const closed: UnitEvent = { type: 'UnitClosed', data: { unitId: 'U', closedOn: day('2022-01-01'), reason } };

describe('a unit is registered', () => {
  const register = { type: 'register-unit' as const, ...bureauItself, openedOn };
  it('from the day it opens', () => given([]).when(register).then([registered]));
  it('once: the same again changes nothing', () => given([registered, changed]).when(register).thenNothing());
  it('once: anything else is refused', () =>
    given([registered])
      .when({ ...register, code: '370002' })
      .thenRefuses('unit-registered', { unitId: 'U' }));
});

describe('a unit changes', () => {
  const change = (facts = renamed, effectiveOn = '2021-01-01') => ({
    type: 'change-unit' as const,
    ...facts,
    effectiveOn: day(effectiveOn),
    reason,
  });
  it('from a day on', () => given([registered]).when(change()).then([changed]));
  it('and is what it is already', () => given([registered, changed]).when(change()).thenNothing());
  it('not before it opened', () =>
    given([registered])
      .when(change(renamed, '2017-12-31'))
      .thenRefuses('unit-change-too-early', { effectiveOn: '2017-12-31', openedOn }));
  it('not once it is closed', () => given([registered, closed]).when(change()).thenRefuses('unit-closed'));
  it('not where there is none', () => given([]).when(change()).thenRefuses('unit-not-found', { unitId: 'U' }));
});

describe('a unit is closed', () => {
  const close = (closedOn: string) => ({ type: 'close-unit' as const, closedOn: day(closedOn), reason });
  it('from a day on', () => given([registered]).when(close('2022-01-01')).then([closed]));
  it('once', () => {
    given([registered, closed]).when(close('2022-01-01')).thenNothing();
    given([registered, closed])
      .when(close('2022-02-01'))
      .thenRefuses('unit-closed', { unitId: 'U', closedOn: '2022-01-01' });
  });
  it('not before it opened', () => given([registered]).when(close('2017-12-31')).thenRefuses('unit-change-too-early'));
});
