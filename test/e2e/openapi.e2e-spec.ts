import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describeInterface } from '@bofu/api';
import { officeOverHttp, type OfficeUnderTest } from './office-over-http';

const CHECKED_IN = join(__dirname, '../../docs/openapi.json');

describe('the OpenAPI document', () => {
  let office: OfficeUnderTest;
  beforeAll(async () => {
    office = await officeOverHttp('memory');
  });
  afterAll(() => office.close());

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

  it('is not called valid when it is not', async () => {
    const { valid } = await new Validator().validate({ openapi: '3.1.0', info: { title: 'x' }, paths: {} });
    expect(valid).toBe(false);
  });

  it('has a page of its own, with nothing from another host', async () => {
    const response = await fetch(`${office.address}/docs`);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toMatch(/(src|href)="https?:/);
  });
});
