import { randomUUID } from 'node:crypto';
import { askAboutNumbers, Refusal, type Post } from '@bofu/kernel';
import type { CommandContext } from '@bofu/event-store';
import { systemClock, type Founds } from '@bofu/http';
import type { Office } from '@bofu/api';

/** Whose books, who acts from which post, and what she writes in words of her own: as the options say. */
export interface ActingOptions {
  readonly agency?: string;
  readonly actor?: string;
  readonly post?: Post;
  readonly name?: string;
  readonly reason?: string;
  /** Why it is recorded all the same, by who was asked back. */
  readonly confirmation?: string;
}

/** A service's token: who acts, once people work by name. */
export const tokenGiven = (): string | null => process.env['BOFU_TOKEN'] || null;

/**
 * The context of a command given here: by the token where one is set, else, in single-person mode, by whom it names.
 *
 * @param route the one that stands for the same act over HTTP: its row of the matrix says who may
 * @param founds what may be registered before anybody is there to be named
 */
export async function actingFromCommandLine(
  { persons, admitByToken }: Pick<Office, 'persons' | 'admitByToken'>,
  { agency, actor, post, name, reason, confirmation }: ActingOptions,
  route: string,
  founds: Founds | null = null,
): Promise<CommandContext> {
  const token = tokenGiven();
  if (token === null && actor === undefined && founds === null) throw new Refusal('actor-missing');
  const recordedAt = systemClock.now();
  const admitted = token === null ? null : await admitByToken(token, route);
  const {
    agencyId,
    personId,
    inOffice,
    standing = [],
    within,
  } = await persons.resolve({
    agency: agency ?? null,
    actor: actor ?? null,
    post: post ?? null,
    admitted,
    founds,
    at: recordedAt,
  });
  const by = {
    personId,
    post: inOffice?.post ?? post ?? 'clerk',
    delegationId: inOffice?.delegationId ?? null,
    channel: 'command-line',
    mode: inOffice === undefined ? 'single-person' : 'office',
  } as const;
  const words = [
    { field: 'name', text: name ?? null },
    { field: 'reason', text: reason ?? null },
  ] as const;
  askAboutNumbers(words, confirmation ?? null);
  return {
    commandId: randomUUID(),
    agencyId,
    by,
    recordedAt,
    standing,
    ...(within && { within }),
    ...(confirmation !== undefined && { confirmation }),
  };
}
