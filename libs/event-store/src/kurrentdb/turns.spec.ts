import { Turns } from './turns';

describe('turns', () => {
  it('are taken by as many at once as there are, and by the next when one is given back', async () => {
    const turns = new Turns(2);
    const taken: number[] = [];
    const all = [1, 2, 3, 4].map((who) => turns.take(10_000).then(() => taken.push(who)));
    await Promise.all(all.slice(0, 2));
    expect(taken).toEqual([1, 2]);
    turns.giveBack();
    await all[2];
    expect(taken).toEqual([1, 2, 3]);
    turns.giveBack();
    await all[3];
    expect(taken).toEqual([1, 2, 3, 4]);
  });

  it('are not kept for one who no longer waits', async () => {
    const turns = new Turns(1);
    expect(await turns.take(10_000)).toBe(true);
    expect(await turns.take(1)).toBe(false);
    const patient = turns.take(10_000);
    turns.giveBack();
    expect(await patient).toBe(true);
    turns.giveBack();
    expect(await turns.take(10_000)).toBe(true);
  });
});
