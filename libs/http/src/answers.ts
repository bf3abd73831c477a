import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

/** What a route answers when it goes well: its status, and the body's shape for the OpenAPI document. */
export function Answers(description: string, schema: z.ZodType, status: 200 | 201 | 202 = 200): MethodDecorator {
  const { $schema: _dialect, ...jsonSchema } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  return applyDecorators(HttpCode(status), ApiResponse({ status, description, schema: jsonSchema as object }));
}

/** A route that answers with a file in one of several media types; clients take it as it comes, byte by byte. */
export function AnswersFile(description: string, mediaTypes: readonly string[]): MethodDecorator {
  const content = Object.fromEntries(
    mediaTypes.map((type) => [type, { schema: { type: 'string' as const, format: 'binary' } }]),
  );
  const headers = {
    'Content-Disposition': { description: '文件名（RFC 6266、RFC 8187）', schema: { type: 'string' as const } },
  };
  return applyDecorators(HttpCode(200), ApiResponse({ status: 200, description, content, headers }));
}

/** A route whose answer goes on: see `openEventStream`. */
export const AnswersStream = (description: string): MethodDecorator =>
  applyDecorators(
    HttpCode(200),
    ApiResponse({ status: 200, description, content: { 'text/event-stream': { schema: { type: 'string' } } } }),
  );

/** `Content-Disposition` of a download: the name in full for those who can read it, and an ASCII one for the rest. */
export function fileNamed(name: string): string {
  const ascii =
    name
      .replace(/[^\x20-\x7e]+/g, '')
      .replace(/["\\%]/g, '')
      .replace(/^[-.\s]+/, '') || 'file';
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
