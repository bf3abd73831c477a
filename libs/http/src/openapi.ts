import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { POSTS } from '@bofu/kernel';
import { OUTSIDE_BOOKS_EXTENSION } from './outside-books';
import { isCommand } from './request-checks';

export interface OpenApiInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
}

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'RFC 9457 问题说明',
  required: ['type', 'title', 'status', 'code', 'instance', 'traceId'],
  properties: {
    type: { type: 'string', format: 'uri-reference', example: '/problems/amount-format' },
    title: { type: 'string', description: '一句话说明', example: '金额须大于零：“0.00”' },
    status: { type: 'integer', example: 422 },
    code: { type: 'string', example: 'amount-not-positive' },
    instance: { type: 'string', example: '/v1/appropriations' },
    traceId: { type: 'string', format: 'uuid', description: '追踪编号' },
    facts: { type: 'object', additionalProperties: true, description: '说明所依据的事实；金额为元' },
    since: { type: 'string', format: 'date-time', description: '同一操作正在办理时，自何时起' },
    currentRevision: { type: 'string', example: 'rev-38', description: '内容已被更改时的最新版本' },
    errors: {
      type: 'array',
      description: '请求内容中每一处不正确的地方',
      items: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901', example: '#/amount' },
          parameter: { type: 'string', example: 'limit' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
};

const COMMAND_HEADERS = [
  {
    name: 'Bofu-Actor',
    in: 'header',
    required: true,
    description: '操作人：人员编号、工号，或本部门内不重名的姓名，UTF-8 百分号编码',
    schema: { type: 'string', maxLength: 600 },
    example: '%E7%8E%8B%E7%BB%8F%E5%8A%9E',
  },
  {
    name: 'Bofu-Agency',
    in: 'header',
    required: false,
    description: '部门编号或代码；只有一个部门时可省略',
    schema: { type: 'string', maxLength: 64 },
  },
  {
    name: 'Bofu-Post',
    in: 'header',
    required: false,
    description: '以何岗位办理，缺省为经办',
    schema: { type: 'string', enum: POSTS, default: 'clerk' },
  },
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: '每项操作一个新的 UUID；重试时原样带回，不会重复办理',
    schema: { type: 'string', format: 'uuid' },
  },
];

const problemResponse = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** The OpenAPI 3.1 document of a running application, the same text for the same code: it is checked in and compared. */
export function createOpenApiDocument(app: INestApplication, info: OpenApiInfo): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(info.title)
    .setVersion(info.version)
    .setDescription(info.description)
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    standardSchemaConverter: (schema, { schemaType }) => {
      const { $schema: _dialect, ...jsonSchema } = z.toJSONSchema(schema as z.ZodType, {
        io: schemaType,
        unrepresentable: 'any',
      });
      return { schema: jsonSchema };
    },
  });
  return sortedKeys(withProblems(document)) as OpenAPIObject;
}

interface Operation {
  parameters?: { readonly name: string }[];
  responses: Record<string, unknown>;
  [OUTSIDE_BOOKS_EXTENSION]?: boolean;
}

function withProblems(document: OpenAPIObject): unknown {
  for (const item of Object.values(document.paths))
    for (const [method, operation] of Object.entries(item) as [string, Operation][]) {
      operation.responses['default'] = problemResponse('未办理；code 与 title 说明原因');
      const outside = operation[OUTSIDE_BOOKS_EXTENSION] === true;
      delete operation[OUTSIDE_BOOKS_EXTENSION];
      if (outside || !isCommand(method.toUpperCase())) continue;
      const own = operation.parameters ?? [];
      const missing = COMMAND_HEADERS.filter((header) => !own.some(({ name }) => name === header.name));
      operation.parameters = [...own, ...missing];
    }
  return {
    ...document,
    components: { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA } },
  };
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortedKeys(item)]));
}
