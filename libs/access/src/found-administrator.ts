import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, EventStore, runDecisions, type DecisionResult } from '@bofu/event-store';
import { parseBusinessDate, type By } from '@bofu/kernel';
import { personAggregate, rightsAggregate } from './access-aggregates';
import { claimForGood } from './claim-for-good';
import { Directory, upToNow } from './directory/directory';
import { refuse } from './domain/refusals';
import { isSmallOffice } from './domain/small-office';
import { Installation } from './installation';
import { agenciesJudging } from './small-office-in-force';

/** Nobody can be confirmed by one alone, so an installation has two; one where every agency is a small office. */
export const administratorsNeeded = (directory: Directory, at: string): number => {
  const judging = agenciesJudging(directory, null, parseBusinessDate(at.slice(0, 10)));
  return judging.length > 0 && judging.every((agencyId) => isSmallOffice(directory.smallOffice(agencyId))) ? 1 : 2;
};

export class FoundAdministrator extends Command<DecisionResult & { readonly personId: string }> {
  /**
   * @param link what the one-time link is known by: it makes one administrator, however often it is sent
   * @param round the links that were printed together
   */
  constructor(
    readonly link: string,
    readonly round: { readonly id: string; readonly place: number },
    readonly person: { readonly name: string; readonly number: string | null },
    readonly recordedAt: string,
  ) {
    super();
  }
}

/** How many security administrators hold their post on the day of that instant. */
export const administratorsInOffice = (directory: Directory, at: string): number => {
  const today = parseBusinessDate(at.slice(0, 10));
  const holders = new Set(directory.grants().map(({ personId }) => personId));
  return [...holders].filter((personId) =>
    directory.rightsOf(personId, today).some(({ post }) => post === 'security-administrator'),
  ).length;
};

/**
 * 安全管理员就任: the founding act, and the way back when those who could confirm are gone. She registers herself, under
 * the root agency, with her post. Throws Refusal `administrators-enough`, `person-number-taken`.
 */
@CommandHandler(FoundAdministrator)
export class FoundAdministratorHandler implements ICommandHandler<FoundAdministrator> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
    private readonly installation: Installation,
  ) {}

  async execute({ link, round, person, recordedAt }: FoundAdministrator) {
    const { rootAgencyId } = this.installation;
    const personId = derivedId('person', link);
    await upToNow(this.directory, this.store);
    const known = this.directory.personAnywhere(personId) !== null;
    const inOffice = administratorsInOffice(this.directory, recordedAt);
    if (!known && inOffice >= administratorsNeeded(this.directory, recordedAt))
      return refuse('administrators-enough', { inOffice });

    const by: By = { personId, post: 'security-administrator', delegationId: null, channel: 'page', mode: 'office' };
    const context = { commandId: derivedId('found-administrator', link), agencyId: rootAgencyId, by, recordedAt };
    const { name, number } = person;
    const result = await runDecisions(this.store, context, { link, name, number }, async (decisions) => {
      await decisions.decide(personAggregate(personId), { type: 'register-person', name, number, kind: 'person' });
      await decisions.decide(rightsAggregate(personId, rootAgencyId), {
        type: 'found-administrator',
        grantId: derivedId('grant', link),
        from: parseBusinessDate(recordedAt.slice(0, 10)),
        link: `${round.id}/${round.place}`,
      });
      // Two links of one round, two administrators: a place is taken once, whatever happens to the links.
      const place = { agencyId: rootAgencyId, kind: 'administrator-link', key: `${round.id}/${round.place}` } as const;
      await claimForGood(decisions, place, personId, () => refuse('administrators-enough', { inOffice }));
      if (number !== null)
        await claimForGood(
          decisions,
          { agencyId: rootAgencyId, kind: 'person-number', key: number },
          personId,
          (holder) => refuse('person-number-taken', { number, personId: holder }),
        );
    });
    return { ...result, personId };
  }
}
