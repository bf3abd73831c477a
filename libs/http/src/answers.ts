import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

/** What a route answers when it goes well: its status, and the body's shape for the OpenAPI document. */
export function Answers(description: string, schema: z.ZodType, status: 200 | 201 | 202 = 200): MethodDecorator {
  const { $schema: _dialect, ...jsonSchema } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  return applyDecorators(HttpCode(status), ApiResponse({ status, description, schema: jsonSchema as object }));
}
