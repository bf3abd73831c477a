import { specOf } from '@bofu/testing';
import { personDecider, type PersonEvent } from './person';

const { given } = specOf(personDecider('P'));
const wang = { name: '王经办', number: '0001', kind: 'person' } as const;
const registered: PersonEvent = { type: 'PersonRegistered', data: { personId: 'P', ...wang } };
const renamed: PersonEvent = { type: 'PersonRenamed', data: { personId: 'P', name: '王晓' } };

describe('a person is registered', () => {
  const register = { type: 'register-person' as const, ...wang };
  it('with a name, a 工号 and what she is', () => given([]).when(register).then([registered]));
  it('once', () => {
    given([registered]).when(register).thenNothing();
    given([registered])
      .when({ ...register, number: '0002' })
      .thenRefuses('person-registered', { personId: 'P' });
  });
  it('or is a program, without a 工号', () =>
    given([])
      .when({ type: 'register-person', name: '预算一体化接口', number: null, kind: 'service' })
      .then([
        {
          type: 'PersonRegistered',
          data: { personId: 'P', name: '预算一体化接口', number: null, kind: 'service' },
        },
      ]));
});

describe('a person is renamed', () => {
  const rename = { type: 'rename-person' as const, name: '王晓' };
  it('and stays the same person', () => given([registered]).when(rename).then([renamed]));
  it('to what she is called already', () => given([registered, renamed]).when(rename).thenNothing());
  it('only if there is one', () => given([]).when(rename).thenRefuses('person-not-found', { personId: 'P' }));
});
