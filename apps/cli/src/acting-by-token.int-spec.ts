import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOffice, type Office } from '@bofu/api';
import { ProposeGrant, RegisterAgency, RegisterPerson, SettleGrant } from '@bofu/access';
import { derivedId, type CommandContext } from '@bofu/event-store';
import { parseBusinessDate, Refusal, type Post } from '@bofu/kernel';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { actingFromCommandLine } from './acting-from-command-line';

let database: TestDatabase;
let office: Office;
let agencyId: string;
const dataDir = mkdtempSync(join(tmpdir(), 'bofu-token-'));

const inOffice = (personId: string, post: Post, key: string): CommandContext => ({
  commandId: derivedId('token-test', key),
  agencyId,
  by: { personId, post, delegationId: null, channel: 'page', mode: 'office' },
  recordedAt: '2021-03-01T09:00:00.000+08:00',
});
const outcomeOf = (work: Promise<CommandContext>) =>
  work.then(
    ({ by }) => by,
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    },
  );

beforeAll(async () => {
  database = await createTestDatabase();
  const opening = {
    store: { kind: 'memory' },
    databaseUrl: database.url,
    dataDir,
    host: '127.0.0.1',
    port: 0,
  } as const;
  office = await openOffice(opening, {
    logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const founding = { ...inOffice('', 'clerk', 'agency'), agencyId: '' };
  const by = { ...founding.by, mode: 'single-person' } as const;
  const facts = { code: '1', name: '局', regionCode: '1', regionName: '区', parentAgencyId: null };
  const effectiveOn = parseBusinessDate('2015-01-01');
  ({ agencyId } = await office.commands.execute(
    new RegisterAgency({ ...founding, by }, { ...facts, effectiveOn }, true),
  ));
});
afterAll(async () => {
  delete process.env['BOFU_TOKEN'];
  await office?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a command line where people work by name', () => {
  it('acts by a service’s token and by nobody’s mere name', async () => {
    const person = (name: string, kind: 'person' | 'service', byFounder = false) =>
      office.commands.execute(
        new RegisterPerson(
          { ...inOffice('p', 'clerk', name), by: { ...inOffice('p', 'clerk', '').by, mode: 'single-person' } },
          { name, number: null, kind },
          false,
          byFounder,
        ),
      );
    await person('王经办', 'person', true);
    expect(await outcomeOf(actingFromCommandLine(office, { actor: '王经办' }, 'POST /v1/units'))).toMatchObject({
      post: 'clerk',
      mode: 'single-person',
    });
    const { personId } = await person('夜间接口', 'service');
    const [anan, bao] = [
      inOffice('anan', 'security-administrator', 'p'),
      inOffice('bao', 'security-administrator', 'c'),
    ];
    const grant = {
      post: 'clerk',
      onAgencyId: agencyId,
      programmeSetId: null,
      until: null,
      delegatorId: null,
      reason: '接口',
    } as const;
    const from = parseBusinessDate('2020-01-01');
    const { grantId } = await office.commands.execute(new ProposeGrant(anan, personId, { ...grant, from }));
    await office.commands.execute(new SettleGrant(bao, grantId, { type: 'confirm-grant' }));
    const expiresAt = '2099-01-01T00:00:00+08:00';
    const { token, tokenId } = await office.signIn.issueToken(personId, { personId, expiresAt }, 'here');

    const act = (route: string) => outcomeOf(actingFromCommandLine(office, { actor: '王经办' }, route));
    expect(await act('POST /v1/disbursements')).toBe('single-person-mode-ended');
    process.env['BOFU_TOKEN'] = token;
    expect(await act('POST /v1/disbursements')).toEqual({
      personId,
      post: 'clerk',
      delegationId: null,
      channel: 'command-line',
      mode: 'office',
    });
    expect(await act('POST /v1/units')).toBe('right-missing');
    await office.signIn.revokeToken(personId, tokenId, 'here');
    expect(await act('POST /v1/disbursements')).toBe('sign-in-required');
  });
});
