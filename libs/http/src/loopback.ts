import { isIPv4 } from 'node:net';
import { refuse } from './http-refusals';

/** This machine only: 127.0.0.0/8 (RFC 1122), ::1 (RFC 4291), or the name reserved for them (RFC 6761). */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));

/** A name that means this machine and nothing else, whatever the port. Refuses `foreign-host`. */
export function checkLoopbackName(hostHeader: string | undefined): void {
  if (hostHeader === undefined) return refuse('bad-request', {});
  const host = hostHeader.toLowerCase().replace(/:\d{1,5}$/, '');
  if (!isLoopback(host)) refuse('foreign-host', { host: hostHeader.slice(0, 100) });
}

/** A browser names the page that sends a request: only our own pages may send commands. Refuses `csrf`. */
export function checkOrigin(origin: string | undefined, own: string): void {
  if (origin !== undefined && origin.toLowerCase() !== own) refuse('csrf', { origin: origin.slice(0, 100) });
}
