import { expectPoll } from './expect-poll';

describe('what a page is expected to say', () => {
  const counting = () => {
    let reads = 0;
    return () => Promise.resolve((reads += 1));
  };

  it('may come a moment later', async () => {
    await expectPoll(counting()).toBe(3);
    await expectPoll(counting()).not.toBe(1);
  });

  it('is missed once the time is over, also where it was not to come', async () => {
    await expect(expectPoll(() => Promise.resolve('一'), 100).toBe('二')).rejects.toThrow('二');
    await expect(expectPoll(() => Promise.resolve('一'), 100).not.toBe('一')).rejects.toThrow('一');
  });
});
