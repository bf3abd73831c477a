import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { refuse } from '../notice-refusals';

/** Where programs may be told at all, by configuration. */
export interface WebhookSettings {
  /** Host names, in lower case. */
  readonly hosts: readonly string[];
  /** Addresses of this machine and of the house as well, and plain HTTP to them. */
  readonly privateAddresses: boolean;
}

/** What is not the open network: this machine, the house, the link, and what is set aside (RFC 6890 and its registries). */
const NOT_PUBLIC = new BlockList();
const IPV4: readonly (readonly [string, number])[] = [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
];
for (const [network, bits] of IPV4) NOT_PUBLIC.addSubnet(network, bits, 'ipv4');
/** Only 2000::/3 is given out; of that, what embeds or tunnels an IPv4 address may lead anywhere. */
const PUBLIC_IPV6 = new BlockList();
PUBLIC_IPV6.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  NOT_PUBLIC.addSubnet(network, bits, 'ipv6');

export function isPublicAddress(address: string): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0 || NOT_PUBLIC.check(address, family)) return false;
  return family === 'ipv4' || PUBLIC_IPV6.check(address, 'ipv6');
}

/** Throws Refusal `destination-not-allowed`. */
export function requireDestination(url: string, { hosts, privateAddresses }: WebhookSettings): URL {
  const parsed = URL.canParse(url) ? new URL(url) : refuse('destination-not-allowed', { why: 'url' });
  const { protocol, hostname, username, password, hash } = parsed;
  if (protocol !== 'https:' && !(privateAddresses && protocol === 'http:'))
    return refuse('destination-not-allowed', { why: 'https' });
  if (username !== '' || password !== '' || hash !== '') return refuse('destination-not-allowed', { why: 'url' });
  if (!hosts.includes(hostname)) return refuse('destination-not-allowed', { why: 'host' });
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !privateAddresses && !isPublicAddress(literal))
    return refuse('destination-not-allowed', { why: 'private' });
  return parsed;
}

/** The name led somewhere it may not: known only when it is looked up, and each time anew. */
export class PrivateAddress extends Error {
  readonly code = 'PRIVATE_ADDRESS';
}

/**
 * Looks a name up for the very connection that is then made: what was checked is what is connected to, so that a name
 * that answers otherwise the second time (DNS rebinding) gains nothing.
 */
export const lookupAllowed =
  ({ privateAddresses }: WebhookSettings): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 4);
      const allowed = addresses.filter(({ address }) => privateAddresses || isPublicAddress(address));
      const [first] = allowed;
      if (first === undefined || allowed.length < addresses.length)
        return callback(new PrivateAddress(hostname), '', 4);
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family);
    });
