import type { HttpReply } from './http-reply';

/**
 * A cookie's full name. `__Host-` binds it to this host, to `/` and to TLS (RFC 6265bis 4.1.3.2); the prefix and
 * `Secure` ask for TLS, so over plain HTTP, which is this machine alone, the cookie goes without both.
 */
export const cookieName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

/** Scripts never see it, and no other site's page can have it sent. Without an age it ends with the browser. */
export function sayCookie(
  reply: HttpReply,
  { name, value, secure, maxAgeS }: { name: string; value: string; secure: boolean; maxAgeS?: number },
): void {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict'];
  if (secure) attributes.push('Secure');
  if (maxAgeS !== undefined) attributes.push(`Max-Age=${maxAgeS}`);
  // Fastify keeps several of this header side by side.
  reply.header('set-cookie', [`${cookieName(name, secure)}=${value}`, ...attributes].join('; '));
}
