import { Readable } from 'node:stream';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { received, refuse } from './http-refusals';

/** A file as it is, byte by byte, with no name and no form around it. */
export const FILE_TYPE = 'application/octet-stream';

const TAKES_FILE = 'takesFile';

/** A route whose body is a file. What it is goes by its content, so that no type is asked for. */
export const TakesFile = (): MethodDecorator =>
  applyDecorators(
    RouteConfig({ [TAKES_FILE]: true }),
    ApiConsumes(FILE_TYPE),
    ApiBody({ required: true, schema: { type: 'string', format: 'binary' } }),
  );

export const takesFile = (request: FastifyRequest): boolean =>
  (request.routeOptions.config as unknown as Readonly<Record<string, unknown>>)[TAKES_FILE] === true;

/** The file under way: whoever was let in reads it, and nobody before her. */
export type FileSent = (most: number, tooLarge: () => never) => Promise<Uint8Array>;

/** A handler's `@FileBody() file: FileSent`. */
export const FileBody = createParamDecorator((_options: unknown, execution: ExecutionContext): FileSent => {
  const { body, headers } = execution.switchToHttp().getRequest<FastifyRequest>();
  return (most, tooLarge) =>
    body instanceof Readable
      ? readWhole(body, most, tooLarge)
      : refuse('unsupported-media-type', { received: received(headers['content-type'] ?? '') });
});

async function readWhole(sent: Readable, most: number, tooLarge: () => never): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of sent as AsyncIterable<Buffer>) {
    size += part.byteLength;
    // The rest is read and dropped, so that the sender comes to hear why.
    if (size <= most) parts.push(part);
  }
  return size > most ? tooLarge() : Buffer.concat(parts);
}
