import type { FastifyRequest } from 'fastify';
import { refuse } from './http-refusals';
import { checkOrigin, checkLoopbackName, isLoopback } from './loopback';

/** How requests of others than this machine come in. */
export interface Entrance {
  /** The one address people open: `https://bofu.example.gov.cn`, with its port where that is not 443. */
  readonly publicOrigin: string;
  /** The certificate this server answers with; `null` where a proxy stands in front. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Addresses whose X-Forwarded-For and -Proto are believed; empty without a proxy. */
  readonly trustedProxies: readonly string[];
}

/** What a server must know before it listens. */
export interface Listening {
  /** Not given: this machine alone. */
  readonly entrance?: Entrance | undefined;
  /** Whether everybody is asked who she is; not given: nobody is. */
  readonly everybodySignsIn?: () => boolean;
}

/** Beyond this machine only what nobody can read on the way. Refuses `transport-open`. */
export function requireClosedTransport(host: string, entrance: Entrance | undefined): void {
  const closed = entrance !== undefined && (entrance.tls !== null || entrance.trustedProxies.length > 0);
  if (!isLoopback(host) && !closed) refuse('transport-open', { host });
}

/** Beyond this machine, besides, only where nobody acts unnamed. Refuses `transport-open`, `not-loopback`. */
export function requireMayListen(host: string, { entrance, everybodySignsIn = () => false }: Listening): void {
  requireClosedTransport(host, entrance);
  if (!isLoopback(host) && !everybodySignsIn()) refuse('not-loopback', { host });
}

/**
 * Whether a request may be looked at at all, by the way it came and the name it was sent to. A page on another site can
 * make a browser resolve its own name to our address (DNS rebinding); the name it asks for then is not ours. Refuses
 * `foreign-host`, `transport-open`, `csrf`.
 */
export function checkWayIn(request: FastifyRequest, entrance: Entrance | undefined, isCommand: boolean): void {
  const { host, origin, 'sec-fetch-site': fetchSite } = request.headers;
  const here = cameFromHere(request);
  const ours = entrance !== undefined && host?.toLowerCase() === new URL(entrance.publicOrigin).host;
  if (entrance === undefined || (here && !ours)) checkLoopbackName(host);
  else if (!ours) refuse('foreign-host', { host: String(host).slice(0, 100) });
  else if (request.protocol !== 'https') refuse('transport-open', { host: String(host).slice(0, 100) });
  if (!isCommand) return;
  checkOrigin(origin, ours ? entrance.publicOrigin : `${request.protocol}://${host?.toLowerCase()}`);
  // What browsers say of the page that asks, and no page can change (Fetch Metadata).
  const site = String(fetchSite ?? 'none');
  if (site !== 'same-origin' && site !== 'none') refuse('csrf', { origin: site.slice(0, 100) });
}

/** Sent by a program on this machine, and handed on by none. */
function cameFromHere({ raw, headers }: FastifyRequest): boolean {
  const peer = (raw.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return isLoopback(peer) && headers['x-forwarded-for'] === undefined && headers['x-forwarded-proto'] === undefined;
}
