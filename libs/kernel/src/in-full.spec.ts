import { inFull } from './in-full';

class Away extends Error {
  readonly code = 'away';
}

describe('an error in one line', () => {
  it('names every cause to the last, with its class, its code and its words', () => {
    const words = Object.assign(new Error('14 UNAVAILABLE: no connection'), { code: 14 });
    const error = new Error('a command', { cause: new Away('the store', { cause: words }) });
    expect(inFull(error)).toBe(
      'Error: a command <- Away (away): the store <- Error (14): 14 UNAVAILABLE: no connection',
    );
  });

  it('takes what is no error as it stands', () => {
    expect(inFull('nothing')).toBe('nothing');
    expect(inFull(new Error('x', { cause: 'y' }))).toBe('Error: x <- y');
  });

  it('ends where causes go round', () => {
    const error = new Error('x');
    error.cause = error;
    expect(inFull(error).split('<-').length).toBe(10);
  });
});
