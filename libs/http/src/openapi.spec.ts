import { Validator } from '@seriousme/openapi-schema-validator';
import { startExample, type ExampleApp } from '../testing/example-app';
import { createOpenApiDocument } from './openapi';

const INFO = { title: '示例', version: '1.0.0', description: '示例' };
let example: ExampleApp;
let document: ReturnType<typeof createOpenApiDocument>;

beforeAll(async () => {
  example = await startExample();
  document = createOpenApiDocument(example.app, INFO);
});
afterAll(() => example.app.close());

const freezes = () => document.paths['/v1/examples/{id}/freezes']?.post;

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0');
    expect(await new Validator().validate({ ...structuredClone(document) })).toEqual({ valid: true });
  });

  it('would be found out if it were not: the control', async () => {
    const { paths: _paths, ...broken } = structuredClone(document);
    expect((await new Validator().validate({ ...broken, paths: { 'no-slash': {} } })).valid).toBe(false);
  });

  it('describes a field as what crosses the wire', () => {
    const body = document.paths['/v1/examples']?.post?.requestBody as unknown;
    expect(body).toMatchObject({
      content: {
        'application/json': {
          schema: {
            type: 'object',
            additionalProperties: false,
            required: ['name', 'amount', 'kind', 'issuedOn'],
            properties: {
              amount: { type: 'string', pattern: '^\\d{1,24}\\.\\d{2}$', example: '188967.50' },
              kind: { type: 'string', enum: ['general', 'fund'] },
              issuedOn: { type: 'string', format: 'date' },
              headcount: { type: 'integer', minimum: 1 },
            },
          },
        },
      },
    });
  });

  it('asks every command for its envelope, and reads for none', () => {
    const names = (parameters: unknown) => (parameters as { name: string }[]).map(({ name }) => name);
    expect(names(freezes()?.parameters)).toEqual(
      expect.arrayContaining(['Bofu-Actor', 'Idempotency-Key', 'If-Match', 'id']),
    );
    expect(names(document.paths['/v1/examples']?.post?.parameters)).not.toContain('If-Match');
    expect(names(document.paths['/v1/examples']?.get?.parameters)).toEqual(['limit', 'cursor', 'unit', 'minPosition']);
  });

  it('says that every operation may answer a problem', () => {
    expect(freezes()?.responses['default']).toMatchObject({
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
    expect(document.components?.schemas).toHaveProperty('Problem');
  });

  it('is the same text every time, with its keys in order', async () => {
    const other = await startExample();
    try {
      expect(JSON.stringify(createOpenApiDocument(other.app, INFO))).toBe(JSON.stringify(document));
    } finally {
      await other.app.close();
    }
    expect(Object.keys(document)).toEqual([...Object.keys(document)].sort());
  });
});
