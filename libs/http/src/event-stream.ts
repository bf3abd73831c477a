import type { HttpReply } from './http-reply';

/** A message of an event stream; an id is what the browser names when it comes back after the link was lost. */
export interface StreamMessage {
  readonly id?: string;
  readonly event: string;
  readonly data: object;
}

/** An answer that goes on until one of the two leaves: `text/event-stream` (WHATWG HTML 9.2). */
export interface EventStream {
  send(message: StreamMessage): void;
  end(): void;
  /** Aborts once nobody listens any more. */
  readonly closed: AbortSignal;
}

/** Whoever does not take what was sent is let go, and asks again from where she stood. */
const LARGEST_BACKLOG_BYTES = 64 * 1024;
/** How soon a browser comes back that lost the link. */
const RETRY_MS = 2_000;

/** Answers with a stream from now on; nothing else may be said on this reply. */
export function openEventStream(reply: HttpReply): EventStream {
  const headers = reply.getHeaders();
  reply.hijack();
  const { raw } = reply;
  const closed = new AbortController();
  raw.on('close', () => closed.abort());
  raw.writeHead(200, {
    ...(headers as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    // A proxy that gathers answers before it hands them on would hold everything back.
    'x-accel-buffering': 'no',
  });
  raw.write(`retry: ${RETRY_MS}\n\n`);
  return {
    closed: closed.signal,
    send: ({ id, event, data }) => {
      if (closed.signal.aborted) return;
      const lines = [...(id === undefined ? [] : [`id: ${id}`]), `event: ${event}`, `data: ${JSON.stringify(data)}`];
      raw.write(`${lines.join('\n')}\n\n`);
      if (raw.writableLength > LARGEST_BACKLOG_BYTES) raw.destroy();
    },
    end: () => void raw.end(),
  };
}
