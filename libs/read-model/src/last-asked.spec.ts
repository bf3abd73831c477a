import { LastAsked } from './last-asked';

describe('answers last asked for', () => {
  const counting = () => {
    let asked = 0;
    return () => Promise.resolve((asked += 1));
  };

  it('are asked once for a key', async () => {
    const [kept, ask] = [new LastAsked<number>(2), counting()];
    expect([await kept.of('一', ask), await kept.of('一', ask), await kept.of('二', ask)]).toEqual([1, 1, 2]);
  });

  it('are asked once by two who ask at the same time', async () => {
    const [kept, ask] = [new LastAsked<number>(2), counting()];
    expect(await Promise.all([kept.of('一', ask), kept.of('一', ask)])).toEqual([1, 1]);
  });

  it('go where more are asked for than are kept, the one asked for longest ago first', async () => {
    const [kept, ask] = [new LastAsked<number>(2), counting()];
    for (const key of ['一', '二', '一', '三']) await kept.of(key, ask);
    expect([await kept.of('一', ask), await kept.of('三', ask), await kept.of('二', ask)]).toEqual([1, 3, 4]);
  });

  it('are asked again after a failure', async () => {
    const kept = new LastAsked<number>(2);
    await expect(kept.of('一', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await kept.of('一', () => Promise.resolve(7))).toBe(7);
  });
});
