import { StoreUnusable } from '../event-store-errors';
import { readAddress } from './kurrentdb-address';

describe('a connection string', () => {
  it('names nodes, with the port KurrentDB has where none is named', () => {
    expect(readAddress('kurrentdb://a:1,b,c:3?tls=false').seeds).toEqual([
      { host: 'a', port: 1 },
      { host: 'b', port: 2113 },
      { host: 'c', port: 3 },
    ]);
  });

  it.each(['kurrentdb', 'kurrentdb+discover', 'kurrent', 'kdb', 'esdb+discover'])('may begin with %s', (scheme) => {
    expect(readAddress(`${scheme}://a:1/?tls=false`)).toMatchObject({ seeds: [{ host: 'a', port: 1 }], tls: null });
  });

  it('names an account, whose percent-escapes are taken out', () => {
    expect(readAddress('kurrentdb://b%6ffu:pa%25ss%40w%3Ard@a:1').account).toEqual({
      name: 'bofu',
      password: 'pa%ss@w:rd',
    });
    expect(readAddress('kurrentdb://a:1').account).toBeNull();
  });

  it('means TLS, verified, unless it says otherwise', () => {
    expect(readAddress('kurrentdb://a').tls).toMatchObject({ verify: true, authority: null });
    expect(readAddress('kurrentdb://a?tls=true&tlsVerifyCert=false').tls).toMatchObject({ verify: false });
  });

  it('may say what this adapter decides by itself', () => {
    const url =
      'kurrentdb://a?tls=false&nodePreference=follower&throwOnAppendFailure=false&defaultDeadline=5&gossipTimeout=9';
    expect(readAddress(url).seeds).toHaveLength(1);
  });

  it.each([
    ['another scheme', 'postgresql://a', '形式'],
    ['no host', 'kurrentdb://?tls=false', '形式'],
    ['a port that is none', 'kurrentdb://a:99999', '端口'],
    ['an account without a password', 'kurrentdb://bofu@a', '账户'],
    ['a bare percent sign', 'kurrentdb://bofu:pa%ss@a', '%25'],
    ['a parameter nobody knows', 'kurrentdb://a?tlss=false', 'tlss'],
    ['a word for a truth value', 'kurrentdb://a?tls=no', 'tls'],
    ['a word for a number', 'kurrentdb://a?keepAliveInterval=soon', 'keepaliveinterval'],
    ['an authority that is not there', 'kurrentdb://a?tlsCAFile=/nowhere/ca.pem', '/nowhere/ca.pem'],
  ])('with %s is refused in a sentence', (_what, url, word) => {
    let refused: unknown;
    try {
      readAddress(url);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(StoreUnusable);
    expect(refused).toMatchObject({ why: 'address-invalid', message: expect.stringContaining(word) as string });
  });
});
