import { isConcerned } from './live-topics';

describe('what a change concerns', () => {
  it('is what shows figures of its kind', () => {
    expect(isConcerned(['payments'], ['signing-queue', 'a', 'counts'])).toBe(true);
    expect(isConcerned(['payments'], ['plan-against-actual', 'a', 2021])).toBe(true);
    expect(isConcerned(['jobs'], ['jobs', 'a'])).toBe(true);
    expect(isConcerned(['jobs'], ['payments', 'a'])).toBe(false);
    expect(isConcerned(['of another version'], ['payments', 'a'])).toBe(false);
  });

  it('is never what somebody has before her to sign', () => {
    for (const changed of [['payments', 'months'], 'everything'] as const)
      expect(isConcerned(changed, ['signing-queue', 'a', 'payment', 'p-1'])).toBe(false);
  });
});
