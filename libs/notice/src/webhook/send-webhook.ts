import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { WebhookContent } from '../domain/webhook';
import { lookupAllowed, requireDestination, type WebhookSettings } from './destination';

const PATIENCE_MS = 15_000;
const PREFIX = 'whsec_';

/** As Standard Webhooks signs: HMAC-SHA256 of id, time and body, once for each secret that is valid. */
export function signed(
  { messageId, timestamp, body }: { messageId: string; timestamp: number; body: string },
  secrets: readonly string[],
): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
      return `v1,${createHmac('sha256', key).update(`${messageId}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
}

/** What the other side answered, where that is not that it has it. Its words are not kept. */
export class NotTaken extends Error {
  constructor(readonly code: string) {
    super(`the endpoint answered ${code}`);
  }
}

/**
 * Hands one over. A redirect is an answer like any other that is not 2xx: it is not followed. Throws NotTaken, Refusal
 * `destination-not-allowed`, PrivateAddress, or what the connection broke with.
 */
export async function sendWebhook(
  { url, secrets }: { readonly url: string; readonly secrets: readonly string[] },
  { messageId, content }: { readonly messageId: string; readonly content: WebhookContent },
  settings: WebhookSettings,
  at: string,
): Promise<void> {
  const destination = requireDestination(url, settings);
  const { about: type, timestamp: recordedAt, data } = content;
  const body = JSON.stringify({ type, timestamp: recordedAt, data });
  const timestamp = Math.floor(Date.parse(at) / 1000);
  const request = destination.protocol === 'http:' ? requestHttp : requestHttps;
  return new Promise((resolve, reject) => {
    const sending = request(
      destination,
      {
        method: 'POST',
        agent: false,
        lookup: lookupAllowed(settings),
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'bofu',
          'webhook-id': messageId,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signed({ messageId, timestamp, body }, secrets),
        },
      },
      (answer) => {
        // Nobody reads what is said beside the status.
        answer.destroy();
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve();
        else reject(new NotTaken(`HTTP ${status}`));
      },
    );
    sending.on('error', reject);
    sending.end(body);
  });
}
