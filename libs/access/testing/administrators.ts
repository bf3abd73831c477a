import { randomUUID } from 'node:crypto';
import type { By, Post } from '@bofu/kernel';
import type { CommandContext } from '@bofu/event-store';
import { ActOnSmallOffice, ActOnSmallOfficeHandler, type SmallOfficeAct } from '../src/act-on-small-office';
import { FoundAdministrator, FoundAdministratorHandler } from '../src/found-administrator';
import { ProposeGrant, ProposeGrantHandler } from '../src/propose-grant';
import { SetUpProgrammeSet, SetUpProgrammeSetHandler, type ProgrammeSetAct } from '../src/set-up-programme-set';
import { SettleGrant, SettleGrantHandler } from '../src/settle-grant';
import type { GrantFacts } from '../src/domain/rights';
import { day } from './access-examples';
import type { Access } from './access-office';

const AT = '2021-03-01T09:00:00.000+08:00';

export const inOffice = (personId: string, post: Post, agencyId: string): CommandContext => {
  const by: By = { personId, post, delegationId: null, channel: 'page', mode: 'office' };
  return { commandId: randomUUID(), agencyId, by, recordedAt: AT };
};

/** The founding of an office by its first two administrators, and what they then do about rights. */
export function administrators({ store, directory, installation }: Access) {
  const founding = new FoundAdministratorHandler(store, directory, installation);
  const proposing = new ProposeGrantHandler(store, directory);
  const settling = new SettleGrantHandler(store, directory);
  const settingUp = new SetUpProgrammeSetHandler(store, directory);
  const declaring = new ActOnSmallOfficeHandler(store, directory);
  const as = (personId: string) => inOffice(personId, 'security-administrator', installation.rootAgencyId);
  const found = (link: string, place: number, number: string | null = null, round = 'round-1') =>
    founding.execute(new FoundAdministrator(link, { id: round, place }, { name: `管理员${place}`, number }, AT));
  const propose = (by: string, personId: string, grant: Partial<GrantFacts>) =>
    proposing.execute(
      new ProposeGrant(as(by), personId, {
        post: 'clerk',
        onAgencyId: null,
        programmeSetId: null,
        from: day('2021-01-01'),
        until: null,
        delegatorId: null,
        reason: '岗位调整',
        ...grant,
      }),
    );
  const settle = (by: string, grantId: string, type: 'confirm-grant' | 'decline-grant' | 'revoke-grant') =>
    settling.execute(
      new SettleGrant(as(by), grantId, type === 'confirm-grant' ? { type } : { type, reason: '岗位调整' }),
    );
  return {
    found,
    propose,
    confirm: (by: string, grantId: string) => settle(by, grantId, 'confirm-grant'),
    decline: (by: string, grantId: string) => settle(by, grantId, 'decline-grant'),
    /** 项目组, as somebody who oversees the agency makes and changes them; answers the id. */
    programmeSet: async (by: string, agencyId: string, act: ProgrammeSetAct) =>
      (await settingUp.execute(new SetUpProgrammeSet(inOffice(by, 'supervisor', agencyId), agencyId, act)))
        .programmeSetId,
    /** Whoever oversees an agency confirms a grant from her post there. */
    confirmFrom: (by: string, post: Post, agencyId: string, grantId: string) =>
      settling.execute(new SettleGrant(inOffice(by, post, agencyId), grantId, { type: 'confirm-grant' })),
    smallOffice: (by: string, agencyId: string, act: SmallOfficeAct['type']) =>
      declaring.execute(
        new ActOnSmallOffice(
          as(by),
          agencyId,
          act === 'confirm-small-office' ? { type: act } : { type: act, reason: '编制 7 人' },
        ),
      ),
    revoke: (by: string, grantId: string) => settle(by, grantId, 'revoke-grant'),
    /** Two people and a grant between them, confirmed. */
    grant: async (by: readonly [string, string], personId: string, grant: Partial<GrantFacts>) => {
      const { grantId } = await propose(by[0], personId, grant);
      await settle(by[1], grantId, 'confirm-grant');
      return grantId;
    },
  };
}
