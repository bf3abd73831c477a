import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress, lookupAllowed, PrivateAddress, requireDestination } from './destination';

const OUTSIDE = { hosts: ['hooks.example.gov.cn', '8.8.8.8'], privateAddresses: false };

describe('an address of the open network', () => {
  it.each(['8.8.8.8', '100.63.255.255', '100.128.0.1', '172.15.255.255', '172.32.0.1', '2400:3200::1', '2606:4700::1'])(
    '%s is one',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ['this machine', ['127.0.0.1', '127.255.255.254', '::1']],
    ['no address', ['0.0.0.0', '0.1.2.3', '::', '', 'localhost', 'example.org', '2130706433']],
    ['the house', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1', 'fec0::1']],
    ['the carrier’s', ['100.64.0.1', '100.127.255.255']],
    ['the link, where clouds keep their keys', ['169.254.169.254', 'fe80::1', 'fe80::a9fe:a9fe', 'fd00:ec2::254']],
    [
      'for documentation or trials',
      ['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '2001:db8::1', '3fff::1'],
    ],
    ['for many, or set aside', ['224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', 'ff02::1']],
    ['IPv4 within IPv6', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '::ffff:10.0.0.1', '::ffff:0:127.0.0.1']],
    ['translated or tunnelled IPv4', ['64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:7f00:1::1']],
  ])('%s is none', (_, addresses) => {
    for (const address of addresses) expect([address, isPublicAddress(address)]).toEqual([address, false]);
  });
});

describe('a destination', () => {
  const whyNot = (url: string, settings = OUTSIDE): string | null => {
    try {
      requireDestination(url, settings);
      return null;
    } catch (error) {
      return String((error as { facts?: { why?: string } }).facts?.why);
    }
  };

  it('is a host that is allowed, over TLS', () => {
    expect(whyNot('https://hooks.example.gov.cn/bofu')).toBeNull();
    expect(whyNot('https://HOOKS.example.gov.cn:8443/bofu?a=1')).toBeNull();
    expect(whyNot('https://8.8.8.8/')).toBeNull();
  });

  it.each([
    ['http://hooks.example.gov.cn/bofu', 'https'],
    ['ftp://hooks.example.gov.cn/', 'https'],
    ['file:///etc/passwd', 'https'],
    ['hooks.example.gov.cn', 'url'],
    ['https://user:secret@hooks.example.gov.cn/', 'url'],
    ['https://hooks.example.gov.cn@127.0.0.1/', 'url'],
    ['https://hooks.example.gov.cn/#a', 'url'],
    ['https://elsewhere.example/', 'host'],
    ['https://hooks.example.gov.cn.elsewhere.example/', 'host'],
    ['https://a.hooks.example.gov.cn/', 'host'],
    ['https://hooks.example.gov.cn./', 'host'],
  ])('is not %s (%s)', (url, why) => expect(whyNot(url)).toBe(why));

  /** Every way to write 127.0.0.1 and 169.254.169.254 that a browser or a resolver takes. */
  const WRITTEN = [
    ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001'],
    ...[
      '127.000.000.001',
      '１２７.０.０.１',
      '127。0。0。1',
      '127.0.0.1.',
      '%31%32%37.0.0.1',
      '2852039166',
      '0xa9fea9fe',
    ],
    ...['[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::127.0.0.1]', '[fe80::1]'],
  ];

  it.each(WRITTEN)('is no private address written as %s, even where the list of hosts has it', (host) => {
    const { hostname } = new URL(`https://${host}/`);
    // The control: it is an address indeed, and allowed where private ones are.
    expect(isIP(hostname.replace(/^\[|\]$/g, ''))).not.toBe(0);
    expect(whyNot(`https://${host}/`, { hosts: [hostname], privateAddresses: true })).toBeNull();
    expect(whyNot(`https://${host}/`, { hosts: [hostname, host], privateAddresses: false })).toBe('private');
    expect(whyNot(`https://${host}/`)).toBe('host');
  });
});

describe('a name that is looked up', () => {
  afterEach(() => jest.restoreAllMocks());
  const resolvesTo = (...addresses: string[]) =>
    jest.spyOn(dns, 'lookup').mockImplementation(((
      _name: string,
      _options: object,
      callback: (...answer: unknown[]) => void,
    ) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: isIP(address) })),
      )) as never);
  const lookUp = (privateAddresses: boolean, all = false) =>
    new Promise<unknown[]>((resolve) => {
      const answer: Parameters<LookupFunction>[2] = (...given) => resolve(given);
      lookupAllowed({ hosts: [], privateAddresses })('hooks.example.gov.cn', { all }, answer);
    });

  it('leads to the addresses it has', async () => {
    resolvesTo('8.8.8.8', '2400:3200::1');
    expect(await lookUp(false)).toEqual([null, '8.8.8.8', 4]);
    expect(await lookUp(false, true)).toEqual([
      null,
      [
        { address: '8.8.8.8', family: 4 },
        { address: '2400:3200::1', family: 6 },
      ],
    ]);
  });

  it.each([['10.0.0.7'], ['::1'], ['::ffff:169.254.169.254'], ['8.8.8.8', '10.0.0.7'], ['10.0.0.7', '8.8.8.8']])(
    'leads nowhere where any of them is private: %s %s',
    async (...addresses) => {
      resolvesTo(...addresses);
      const [error] = await lookUp(false, true);
      expect(error).toBeInstanceOf(PrivateAddress);
      expect((await lookUp(true, true))[0]).toBeNull();
    },
  );

  it('leads nowhere where it has none', async () => {
    resolvesTo();
    expect((await lookUp(true))[0]).toBeInstanceOf(PrivateAddress);
  });
});
