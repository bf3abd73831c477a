import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describeInterface } from '@bofu/api';
import { officeOverHttp, type OfficeUnderTest } from './office-over-http';

const CHECKED_IN = join(__dirname, '../../docs/openapi.json');

interface Posted {
  readonly requestBody?: {
    readonly content?: Readonly<
      Record<string, { readonly schema?: { readonly properties?: Readonly<Record<string, unknown>> } }>
    >;
  };
}

describe('the OpenAPI document', () => {
  let office: OfficeUnderTest;
  beforeAll(async () => {
    office = await officeOverHttp('memory');
  });
  afterAll(() => office.close());

  it('has a page of its own, with nothing from another host', async () => {
    const response = await fetch(`${office.address}/docs`);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toMatch(/(src|href)="https?:/);
  });

  it('is the one checked in: run with UPDATE_OPENAPI=1 and review the difference when the interface changes', () => {
    const text = `${JSON.stringify(describeInterface(office.office.app), null, 2)}\n`;
    if (process.env['UPDATE_OPENAPI'] === '1') writeFileSync(CHECKED_IN, text);
    expect(JSON.parse(existsSync(CHECKED_IN) ? readFileSync(CHECKED_IN, 'utf8') : 'null')).toEqual(JSON.parse(text));
  });

  it('is valid OpenAPI 3.1', async () => {
    const { body } = await office.get('/openapi.json');
    const validator = new Validator();
    const { valid, errors } = await validator.validate(body);
    expect(errors ?? []).toEqual([]);
    expect([valid, validator.version]).toEqual([true, '3.1']);
  });

  it('names every operation once, as the types made from it need', () => {
    const { paths } = describeInterface(office.office.app);
    const names = Object.values(paths).flatMap((path) =>
      Object.values(path as Record<string, { operationId?: string }>).map(({ operationId }) => operationId),
    );
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name, at) => name === undefined || names.indexOf(name) !== at)).toEqual([]);
  });

  it('asks about numbers of persons wherever somebody writes a name, a reason or a comment for ever', () => {
    const { paths } = describeInterface(office.office.app);
    const worded = Object.entries(paths).flatMap(([path, { post }]) => {
      const body = (post as Posted | undefined)?.requestBody?.content?.['application/json']?.schema?.properties ?? {};
      return ['name', 'reason', 'comment'].some((field) => field in body) ? [[path, 'confirmation' in body]] : [];
    });
    expect(worded.length).toBeGreaterThan(30);
    // What is done to an account stands in the log of signing in, which is no event; a one-time link records once;
    // a view is its owner's to delete.
    const unasked = [
      '/v1/accounts/{accountId}/disabling',
      '/v1/accounts/{accountId}/session-ending',
      '/v1/administrators',
      '/v1/list-settings/{list}/views',
      '/v1/list-settings/{list}/views/removal',
      '/v1/session-endings',
      '/v1/webhooks',
    ];
    expect(worded.filter(([, asks]) => asks === false).map(([path]) => path)).toEqual(unasked);
  });

  it('is not called valid when it is not', async () => {
    const { valid } = await new Validator().validate({ openapi: '3.1.0', info: { title: 'x' }, paths: {} });
    expect(valid).toBe(false);
  });
});
