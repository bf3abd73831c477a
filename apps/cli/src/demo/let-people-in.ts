import { randomInt } from 'node:crypto';
import { POST_LABEL, ProposeGrant, SettleGrant, type HumanPost } from '@bofu/access';
import type { Office } from '@bofu/api';
import type { CommandContext } from '@bofu/event-store';
import { systemClock, today } from '@bofu/http';
import { addDays, invariant, type BusinessDate } from '@bofu/kernel';
import { commandIdOf, PEOPLE, type DemoBureau } from './demo-bureau';

/** Whom somebody may come in as: the password was made at this start and stands nowhere else. */
export interface DemoAccount {
  readonly post: string;
  readonly name: string;
  /** 工号, and the login. */
  readonly number: string;
  readonly password: string;
}

const ADMINISTRATORS = [
  { name: '安全管理甲', number: '013' },
  { name: '安全管理乙', number: '014' },
] as const;
const HERE = 'bofu demo';

/**
 * The played year was one person's work on record; from here on people work by name, one for each post (ADR 27). Done
 * before, it is not done again: then each gets a new password alone.
 */
export async function letPeopleIn(
  office: Pick<Office, 'commands' | 'directory' | 'signIn' | 'administratorLinks'>,
  bureau: DemoBureau,
): Promise<readonly DemoAccount[]> {
  const { signIn } = office;
  for (const [at, path] of (await office.administratorLinks()).entries()) {
    const one = ADMINISTRATORS[at];
    invariant(one !== undefined, 'an installation has two security administrators');
    const link = path.split('#', 2)[1] ?? '';
    await signIn.foundAdministrator(link, { ...one, login: one.number, password: newPassword() }, HERE);
  }
  const known = new Map((await signIn.accounts()).map((account) => [account.login, account]));
  const [first, second] = ADMINISTRATORS.map(({ number }) => known.get(number));
  invariant(first !== undefined && second !== undefined, 'the administrators of the demo have their accounts');

  const accounts: DemoAccount[] = [];
  const withPassword = async (person: { name: string; number: string }, post: HumanPost, personId: string) => {
    const { name, number } = person;
    const account = known.get(number);
    const link = account
      ? await signIn.issuePasswordLink(first.personId, account.accountId, HERE)
      : (await signIn.createAccount(first.personId, { personId, login: number }, HERE)).link;
    const password = newPassword();
    await signIn.setPasswordByLink(link, password, HERE);
    accounts.push({ post: POST_LABEL[post], name, number, password });
  };
  for (const person of PEOPLE) {
    const personId = bureau.personIdOf(person.name);
    if (PEOPLE.find(({ post }) => post === person.post) === person) await withPassword(person, person.post, personId);
    await grant(office, bureau, { first: first.personId, second: second.personId }, personId, person.post);
  }
  await withPassword(ADMINISTRATORS[0], 'security-administrator', first.personId);
  return accounts;
}

/** 提出 by one administrator, 确认 by the other. */
async function grant(
  { commands, directory }: Pick<Office, 'commands' | 'directory'>,
  { agencyId }: DemoBureau,
  administrators: { readonly first: string; readonly second: string },
  personId: string,
  post: HumanPost,
): Promise<void> {
  const from = today(systemClock);
  if (directory.rightsOf(personId, from).some((right) => right.post === post)) return;
  const acting = (administrator: string, act: string): CommandContext => ({
    commandId: commandIdOf(act, personId, post, from),
    agencyId,
    by: {
      ...{ personId: administrator, post: 'security-administrator', delegationId: null },
      ...{ channel: 'service', mode: 'office' },
    },
    recordedAt: systemClock.now(),
  });
  const onAgencyId = post.endsWith('-administrator') ? null : agencyId;
  const until: BusinessDate | null = post === 'auditor' ? addDays(from, 365) : null;
  const { grantId } = await commands.execute(
    new ProposeGrant(acting(administrators.first, 'propose-grant'), personId, {
      ...{ post, onAgencyId, programmeSetId: null, from, until, delegatorId: null, reason: '演示：岗位安排' },
    }),
  );
  await commands.execute(
    new SettleGrant(acting(administrators.second, 'confirm-grant'), grantId, { type: 'confirm-grant' }),
  );
}

/** Read aloud and typed: no letter that is taken for a digit. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const newPassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join(
    '-',
  );
