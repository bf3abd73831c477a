import type { BasisPoints, BusinessDate, Fen } from '@bofu/kernel';
import type { EventStore, Position } from '@bofu/event-store';
import type { AgencyFacts, Backfill, CutOff, PayeeRules, RegisteredAgency } from '../domain/agency';
import type { PersonKind } from '../domain/person';
import type { HumanPost } from '../domain/posts';
import type { ProgrammeSets } from '../domain/programme-sets';
import type { Grant } from '../domain/rights';
import type { SmallOffice } from '../domain/small-office';
import type { UnitFacts } from '../domain/unit';

/** An agency as it stands on a day. */
export interface DirectoryAgency extends AgencyFacts {
  readonly agencyId: string;
  /** From this day on others have taken over; `null` where nobody has by the day asked for. */
  readonly succeededOn: BusinessDate | null;
  /** 期初补录 as it is now; `null` while none is open. */
  readonly backfill: Backfill | null;
  readonly version: bigint;
}

/** A unit as it stands on a day. */
export interface DirectoryUnit extends UnitFacts {
  readonly unitId: string;
  readonly agencyId: string;
  readonly openedOn: BusinessDate;
  readonly closedOn: BusinessDate | null;
  readonly version: bigint;
}

export interface DirectoryPerson {
  readonly personId: string;
  readonly agencyId: string;
  readonly name: string;
  readonly number: string | null;
  readonly kind: PersonKind;
  readonly version: bigint;
}

/** A grant as it stands now, and whose it is. */
export interface DirectoryGrant extends Grant {
  readonly personId: string;
}

/** A post somebody holds on a day. */
export interface Right {
  readonly grantId: string;
  readonly post: HumanPost;
  /** `null`: the whole installation. */
  readonly onAgencyId: string | null;
  /** 项目组 it is limited to; `null` for all programmes of the agency. */
  readonly programmeSetId: string | null;
  /** Whose post it is, where it is held in her stead. */
  readonly delegatorId: string | null;
}

/**
 * 名录: agencies, units and people as far as they are on record, held in memory: they are few, and every request asks.
 * Lists are in the order of recording.
 */
export abstract class Directory {
  /** All there ever were. */
  abstract agencyIds(): readonly string[];
  /** Those registered with effect by the day. */
  abstract agencies(day: BusinessDate): readonly DirectoryAgency[];
  abstract agency(agencyId: string, day: BusinessDate): DirectoryAgency | null;
  abstract agencyByCode(code: string, day: BusinessDate): DirectoryAgency | null;
  /** The agency and all below it on that day, by their superiors as of that day. */
  abstract scopeOf(agencyId: string, day: BusinessDate): readonly string[];
  abstract singlePersonMode(agencyId: string): boolean;
  /** 小单位模式, with what was proposed of it. Whoever decides by it reads the agency's own stream. */
  abstract smallOffice(agencyId: string): SmallOffice;
  /** 项目组. Whoever decides by them reads the agency's own stream. */
  abstract programmeSets(agencyId: string): ProgrammeSets;
  /** The last day on which payments of that year may still be settled; `null` where the year ends with the year. */
  abstract clearingUntil(agencyId: string, fiscalYear: number): BusinessDate | null;

  /** 年末关账日 of a fiscal year; `null` while none is set. */
  abstract cutOff(agencyId: string, fiscalYear: number): CutOff | null;

  /** 足额容差 in force on a day, as it ships where none was set. */
  abstract paidTolerance(agencyId: string, day: BusinessDate): BasisPoints;

  /** 大额付款: from how much on a payment, or a change of budget, of that day is asked back; `null` where none is. */
  abstract largePaymentFen(agencyId: string, day: BusinessDate): Fen | null;

  /** 审批分档 in force on a day; `null` where none was set. Whoever decides by it reads the agency's own stream. */
  abstract approvalTier(agencyId: string, day: BusinessDate): RegisteredAgency['approvalTiers'][number] | null;

  /** 登记资金到位: since when, on a day; `null` while arrivals are not kept. */
  abstract fundsArrivalsKeptSince(agencyId: string, day: BusinessDate): BusinessDate | null;

  /** 指标变动须附文件: whether it is asked for on a day. */
  abstract appropriationFilesRequiredOn(agencyId: string, day: BusinessDate): boolean;

  /** 收款户管理 in force on a day. Whoever decides by it reads the agency's own stream. */
  abstract payeeRules(agencyId: string, day: BusinessDate): PayeeRules;

  /** Those opened by the day; closed ones say so. */
  abstract units(agencyId: string, day: BusinessDate): readonly DirectoryUnit[];
  /** `null` where no unit bears the code on that day: something to tell a person, no reason to refuse. */
  abstract unitByCode(agencyId: string, code: string, day: BusinessDate): DirectoryUnit | null;

  abstract people(agencyId: string): readonly DirectoryPerson[];
  abstract person(agencyId: string, personId: string): DirectoryPerson | null;
  abstract personByNumber(agencyId: string, number: string): DirectoryPerson | null;
  abstract peopleNamed(agencyId: string, name: string): readonly DirectoryPerson[];
  /** Whoever's agency it is: events name people by id alone. */
  abstract nameOf(personId: string): string | null;
  abstract personAnywhere(personId: string): DirectoryPerson | null;

  /** All there ever were, in the order they were proposed. */
  abstract grants(): readonly DirectoryGrant[];
  /**
   * What somebody holds on a day. A post held in another's stead is held for as long as that one has it herself.
   */
  abstract rightsOf(personId: string, day: BusinessDate): readonly Right[];
  /** The version of the person's rights that `rightsOf` answers from; `null` where there never were any. */
  abstract rightsVersion(personId: string): bigint | null;

  /** Resolves with the position it has come to: once that is `wanted` or later, or when patience ends. */
  abstract reached(wanted: Position | null, patienceMs: number): Promise<Position | null>;
}

const PATIENCE_MS = 5_000;

/** Everything on record when this was called is in the directory when it resolves. */
export async function upToNow(directory: Directory, store: EventStore): Promise<void> {
  await directory.reached(await store.head(), PATIENCE_MS);
}
