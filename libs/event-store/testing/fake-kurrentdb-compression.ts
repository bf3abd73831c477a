import http2 from 'node:http2';
import { gzipSync } from 'node:zlib';
import { Metadata, type ServerUnaryCall, type ServerWritableStream } from '@grpc/grpc-js';

/**
 * grpc-js's server compresses nothing and hides what a client offers. Here it does both as a KurrentDB does, which
 * compresses every message for whoever says to understand it.
 */

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the messages are
export type AnyCall = ServerUnaryCall<any, any> | ServerWritableStream<any, any>;

const OFFERED = new WeakMap<object, string>();

/** Servers that are bound while the work runs tell what is offered to them. */
export async function withHeaders<Result>(work: () => Promise<Result>): Promise<Result> {
  const { createServer, createSecureServer } = http2;
  const listening = <Server extends http2.Http2Server | http2.Http2SecureServer>(server: Server): Server => {
    server.on('stream', (stream, headers) => {
      OFFERED.set(stream, String(headers['grpc-accept-encoding'] ?? ''));
    });
    return server;
  };
  http2.createServer = ((...given: Parameters<typeof createServer>) =>
    listening(createServer(...given))) as typeof createServer;
  http2.createSecureServer = ((...given: Parameters<typeof createSecureServer>) =>
    listening(createSecureServer(...given))) as typeof createSecureServer;
  try {
    return await work();
  } finally {
    http2.createServer = createServer;
    http2.createSecureServer = createSecureServer;
  }
}

/** The part of grpc-js's own that is touched. */
interface Inside {
  readonly stream: object;
  readonly handler: { serialize(value: unknown): Buffer };
  serializeMessage(value: unknown): Buffer;
}

const insideOf = (call: AnyCall): Inside => (call as unknown as { readonly call: Inside }).call;

export const offeredFor = (call: AnyCall): string => OFFERED.get(insideOf(call).stream) ?? '';

export function compress(call: AnyCall): void {
  const inside = insideOf(call);
  inside.serializeMessage = (value) => {
    const compressed = gzipSync(inside.handler.serialize(value), { level: 1 });
    const head = Buffer.alloc(5);
    head.writeUInt8(1, 0);
    head.writeUInt32BE(compressed.length, 1);
    return Buffer.concat([head, compressed]);
  };
  const encoded = new Metadata();
  encoded.set('grpc-encoding', 'gzip');
  call.sendMetadata(encoded);
}
