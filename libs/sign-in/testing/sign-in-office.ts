import { type CommandBus } from '@nestjs/cqrs';
import { createTestDatabase } from '@bofu/testing';
import { openAccess } from '../../access/testing/access-office';
import { type FoundAdministrator, FoundAdministratorHandler } from '../../access/src/found-administrator';
import { openDurableDatabase } from '../src/durable-database';
import { SignIn, type ComingFrom } from '../src/sign-in';

export const HERE: ComingFrom = { address: '10.0.0.1', deviceSecret: null };
export const ELSEWHERE: ComingFrom = { address: '10.9.9.9', deviceSecret: null };
/** Twelve characters and more, and nobody's first guess. */
export const GOOD = 'persimmon-on-the-wall';

/** Accounts and sessions on a Postgres of their own, on a clock that is turned by hand. */
export async function openSignIn() {
  const test = await createTestDatabase();
  const database = await openDurableDatabase(test.url);
  const access = await openAccess();
  let at = Date.parse('2021-03-01T09:00:00.000+08:00');
  const now = () => `${new Date(at + 8 * 3600_000).toISOString().slice(0, -1)}+08:00`;
  const founding = new FoundAdministratorHandler(access.store, access.directory, access.installation);
  const commands = {
    execute: (command: FoundAdministrator) => founding.execute(command),
  } as unknown as Pick<CommandBus, 'execute'>;
  const signIn = new SignIn({ database, directory: access.directory, commands, now });
  const { agencyId } = await access.registerAgency();
  return {
    access,
    agencyId,
    database,
    signIn,
    now,
    after: (minutes: number) => void (at += minutes * 60_000),
    /** Somebody with an account and a password. */
    account: async (name: string, login: string, password = GOOD) => {
      const { personId } = await access.registerPerson(agencyId, { name });
      await access.upToNow();
      const { accountId, link } = await signIn.createAccount(
        '00000000-0000-4000-8000-000000000001',
        { personId, login },
        'here',
      );
      await signIn.setPasswordByLink(link, password, 'here');
      return { personId, accountId };
    },
    close: async () => {
      await access.close();
      await database.close();
      await test.drop();
    },
  };
}

export type SignInOffice = Awaited<ReturnType<typeof openSignIn>>;
