import { agencyNamed, type Agency } from '../books/office-query';
import { actorAmong, type Person } from './acting-person';

const person = (personId: string, name: string): Person => ({
  personId,
  name,
  agencyId: 'a-1',
  number: null,
  kind: 'person',
  revision: 'rev-0',
});
const [WANG, LI] = [person('p-1', '王经办'), person('p-2', '李复核')];

describe('who acts', () => {
  it('is the only one there is, from the post of a clerk', () => {
    expect(actorAmong('a-1', [WANG], null)).toEqual({
      agencyId: 'a-1',
      personId: 'p-1',
      name: '王经办',
      post: 'clerk',
      posts: ['clerk'],
    });
  });

  it('is nobody while there are several and none was chosen, or one who has gone', () => {
    expect(actorAmong('a-1', [WANG, LI], null)).toBeNull();
    expect(actorAmong('a-1', [WANG, LI], { personId: 'p-9', post: 'cashier' })).toBeNull();
  });

  it('is who was chosen, from the post that was chosen', () => {
    expect(actorAmong('a-1', [WANG, LI], { personId: 'p-2', post: 'reviewer' })).toMatchObject({
      name: '李复核',
      post: 'reviewer',
    });
  });

  it('has no name before anybody is registered', () => {
    expect(actorAmong(null, [], null)).toMatchObject({ agencyId: null, personId: null });
  });
});

describe('whose books are in sight', () => {
  const agency = (agencyId: string, code: string, succeededOn: string | null = null) =>
    ({ agencyId, code, succeededOn }) as Agency;
  const [OLD, NEW] = [agency('a-1', '370', '2025-01-01'), agency('a-2', '371')];

  it('are those named, by code or id', () => {
    expect([agencyNamed([OLD, NEW], '370'), agencyNamed([OLD, NEW], 'a-1')]).toEqual([OLD, OLD]);
  });

  it('are those of the first that still has its tasks where none is named, or one that is none', () => {
    expect([agencyNamed([OLD, NEW], null), agencyNamed([OLD, NEW], '999')]).toEqual([NEW, NEW]);
    expect([agencyNamed([OLD], null), agencyNamed([], null)]).toEqual([OLD, null]);
  });
});

describe('what a browser remembers', () => {
  /** The page opened anew in a browser that keeps this. */
  const pageIn = (kept: Map<string, string>) => {
    Object.assign(globalThis, {
      localStorage: {
        getItem: (name: string) => kept.get(name) ?? null,
        setItem: (name: string, text: string) => void kept.set(name, text),
      },
    });
    jest.resetModules();
    return import('./acting-person');
  };
  afterAll(() => Reflect.deleteProperty(globalThis, 'localStorage'));

  it('is who acted there for each agency, after the page was read anew', async () => {
    const kept = new Map<string, string>();
    const first = await pageIn(kept);
    first.actAs('a-1', { personId: 'p-2', post: 'reviewer' });
    first.actAs('a-2', { personId: 'p-7', post: 'clerk' });
    const anew = await pageIn(kept);
    expect([anew.choiceIn('a-1'), anew.choiceIn('a-2'), anew.choiceIn('a-3')]).toEqual([
      { personId: 'p-2', post: 'reviewer' },
      { personId: 'p-7', post: 'clerk' },
      null,
    ]);
  });

  it.each(['', 'no JSON', '[]', '{"a-1":"王经办"}', '{"a-1":{"personId":"p-2","post":"boss"}}'])(
    'is nobody where %j was left there',
    async (text) => {
      const { choiceIn } = await pageIn(new Map([['bofu.acting', text]]));
      expect(choiceIn('a-1')).toBeNull();
    },
  );
});
