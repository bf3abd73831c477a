import {
  fold,
  inForceOn,
  SHIPPED_PAID_TOLERANCE,
  type BasisPoints,
  type BusinessDate,
  type DomainEvent,
  type Fen,
  fundsArrivalsKeptSince,
} from '@bofu/kernel';
import type { Aggregate, EventBatch, Position, RecordedEvent } from '@bofu/event-store';
import {
  agencyAggregate,
  officeAggregate,
  personAggregate,
  programmeSetsAggregate,
  rightsAggregate,
  smallOfficeAggregate,
  unitAggregate,
} from '../access-aggregates';
import { payeeRulesOn, type Agency, type CutOff, type PayeeRules, type RegisteredAgency } from '../domain/agency';
import type { Person } from '../domain/person';
import type { ProgrammeSets } from '../domain/programme-sets';
import { isInForce, type Grant } from '../domain/rights';
import type { SmallOffice } from '../domain/small-office';
import type { RegisteredUnit, Unit } from '../domain/unit';
import {
  Directory,
  type DirectoryAgency,
  type DirectoryGrant,
  type DirectoryPerson,
  type DirectoryUnit,
  type Right,
} from './directory';

/** The streams it is made of. */
export const DIRECTORY_STREAMS = [
  'agency-',
  'unit-',
  'person-',
  'office-',
  'smallOffice-',
  'programmeSets-',
  'rights-',
] as const;

interface Entry<State> {
  readonly id: string;
  readonly agencyId: string;
  readonly state: State;
  readonly version: bigint;
}

/** Folds the events of one category by the rules of its own aggregate. */
class Register<State, Command, Event extends DomainEvent> {
  readonly entries = new Map<string, Entry<State>>();

  constructor(private readonly aggregateOf: (id: string) => Aggregate<State, Command, Event>) {}

  add(id: string, recorded: RecordedEvent): void {
    const { codec, decider } = this.aggregateOf(id);
    const event = codec.decode(recorded);
    const { state, agencyId } = this.entries.get(id) ?? { state: decider.initial, agencyId: event.data.agencyId };
    this.entries.set(id, { id, agencyId, version: recorded.version, state: fold(decider, [event], state) });
  }
}

/** The directory as a fold of events: fed by the application as they come, or at once by a test. */
export class RecordedDirectory extends Directory {
  readonly #agencies = new Register(agencyAggregate);
  readonly #units = new Register(unitAggregate);
  readonly #people = new Register(personAggregate);
  readonly #offices = new Register(officeAggregate);
  readonly #smallOffices = new Register(smallOfficeAggregate);
  readonly #programmeSets = new Register(programmeSetsAggregate);
  readonly #rights = new Register((personId) => rightsAggregate(personId, null));
  readonly #waiting = new Set<{ readonly wanted: Position; readonly arrive: () => void }>();
  #position: Position | null = null;

  /** Events of other streams are passed over. */
  apply({ events, position }: EventBatch): void {
    for (const event of events) {
      const [category] = event.stream.split('-', 1);
      const id = event.stream.slice(event.stream.indexOf('-') + 1);
      if (category === 'agency') this.#agencies.add(id, event);
      else if (category === 'unit') this.#units.add(id, event);
      else if (category === 'person') this.#people.add(id, event);
      else if (category === 'office') this.#offices.add(id, event);
      else if (category === 'smallOffice') this.#smallOffices.add(id, event);
      else if (category === 'programmeSets') this.#programmeSets.add(id, event);
      else if (category === 'rights') this.#rights.add(id, event);
    }
    this.#position = position;
    for (const waiting of [...this.#waiting]) if (waiting.wanted <= position) waiting.arrive();
  }

  agencyIds(): readonly string[] {
    return [...this.#agencies.entries.keys()];
  }

  agencies(day: BusinessDate): readonly DirectoryAgency[] {
    return this.agencyIds().flatMap((agencyId) => this.agency(agencyId, day) ?? []);
  }

  agency(agencyId: string, day: BusinessDate): DirectoryAgency | null {
    const entry = this.#agencies.entries.get(agencyId);
    return entry ? agencyOn(entry, day) : null;
  }

  agencyByCode(code: string, day: BusinessDate): DirectoryAgency | null {
    return this.agencies(day).find((agency) => agency.code === code) ?? null;
  }

  scopeOf(agencyId: string, day: BusinessDate): readonly string[] {
    const agencies = this.agencies(day);
    const scope = new Set(agencies.some((agency) => agency.agencyId === agencyId) ? [agencyId] : []);
    // A set gives what is added while it is walked; what is in it already is not walked again, so a circle ends.
    for (const above of scope)
      for (const agency of agencies) if (agency.parentAgencyId === above) scope.add(agency.agencyId);
    return [...scope];
  }

  singlePersonMode(agencyId: string): boolean {
    return this.#registered(agencyId) !== null && !this.#offices.entries.has(agencyId);
  }

  smallOffice(agencyId: string): SmallOffice {
    return this.#smallOffices.entries.get(agencyId)?.state ?? { proposal: null, spans: [] };
  }

  programmeSets(agencyId: string): ProgrammeSets {
    return this.#programmeSets.entries.get(agencyId)?.state ?? new Map();
  }

  clearingUntil(agencyId: string, fiscalYear: number): BusinessDate | null {
    return this.#registered(agencyId)?.clearingUntil.get(fiscalYear) ?? null;
  }

  cutOff(agencyId: string, fiscalYear: number): CutOff | null {
    return this.#registered(agencyId)?.cutOffs.get(fiscalYear) ?? null;
  }

  paidTolerance(agencyId: string, day: BusinessDate): BasisPoints {
    return inForceOn(this.#registered(agencyId)?.paidTolerances ?? [], day)?.share ?? SHIPPED_PAID_TOLERANCE;
  }

  largePaymentFen(agencyId: string, day: BusinessDate): Fen | null {
    return inForceOn(this.#registered(agencyId)?.largePayments ?? [], day)?.amountFen ?? null;
  }

  approvalTier(agencyId: string, day: BusinessDate): RegisteredAgency['approvalTiers'][number] | null {
    return inForceOn(this.#registered(agencyId)?.approvalTiers ?? [], day);
  }

  fundsArrivalsKeptSince(agencyId: string, day: BusinessDate): BusinessDate | null {
    return fundsArrivalsKeptSince(this.#registered(agencyId)?.fundsArrivals ?? [], day);
  }

  appropriationFilesRequiredOn(agencyId: string, day: BusinessDate): boolean {
    return inForceOn(this.#registered(agencyId)?.appropriationFiles ?? [], day)?.required ?? false;
  }

  payeeRules(agencyId: string, day: BusinessDate): PayeeRules {
    return payeeRulesOn(this.#registered(agencyId) ?? { situation: 'unregistered' }, day);
  }

  units(agencyId: string, day: BusinessDate): readonly DirectoryUnit[] {
    return [...this.#units.entries.values()]
      .filter((entry) => entry.agencyId === agencyId)
      .flatMap((entry) => unitOn(entry, day) ?? []);
  }

  unitByCode(agencyId: string, code: string, day: BusinessDate): DirectoryUnit | null {
    const bearers = this.units(agencyId, day).filter((unit) => unit.code === code);
    return bearers.find(({ closedOn }) => closedOn === null || day < closedOn) ?? null;
  }

  people(agencyId: string): readonly DirectoryPerson[] {
    return [...this.#people.entries.values()]
      .filter((entry) => entry.agencyId === agencyId)
      .flatMap((entry) => personIn(entry) ?? []);
  }

  person(agencyId: string, personId: string): DirectoryPerson | null {
    const entry = this.#people.entries.get(personId);
    return entry?.agencyId === agencyId ? personIn(entry) : null;
  }

  personByNumber(agencyId: string, number: string): DirectoryPerson | null {
    return this.people(agencyId).find((person) => person.number === number) ?? null;
  }

  peopleNamed(agencyId: string, name: string): readonly DirectoryPerson[] {
    return this.people(agencyId).filter((person) => person.name === name);
  }

  nameOf(personId: string): string | null {
    const entry = this.#people.entries.get(personId);
    return (entry && personIn(entry)?.name) ?? null;
  }

  personAnywhere(personId: string): DirectoryPerson | null {
    const entry = this.#people.entries.get(personId);
    return entry ? personIn(entry) : null;
  }

  grants(): readonly DirectoryGrant[] {
    return [...this.#rights.entries.values()].flatMap(({ id, state }) =>
      [...state.values()].map((grant) => ({ ...grant, personId: id })),
    );
  }

  rightsOf(personId: string, day: BusinessDate): readonly Right[] {
    return this.#inForce(personId, day)
      .filter(({ post, onAgencyId, programmeSetId, delegatorId }) => {
        if (delegatorId === null) return true;
        const own = this.#inForce(delegatorId, day).filter((grant) => grant.delegatorId === null);
        return own.some(
          (grant) => grant.post === post && grant.onAgencyId === onAgencyId && grant.programmeSetId === programmeSetId,
        );
      })
      .map(({ grantId, post, onAgencyId, programmeSetId, delegatorId }) => ({
        ...{ grantId, post, onAgencyId, programmeSetId, delegatorId },
      }));
  }

  rightsVersion(personId: string): bigint | null {
    return this.#rights.entries.get(personId)?.version ?? null;
  }

  reached(wanted: Position | null, patienceMs: number): Promise<Position | null> {
    if (wanted === null || (this.#position !== null && wanted <= this.#position))
      return Promise.resolve(this.#position);
    return new Promise((resolve) => {
      const waiting = {
        wanted,
        arrive: () => {
          clearTimeout(patience);
          this.#waiting.delete(waiting);
          resolve(this.#position);
        },
      };
      const patience = setTimeout(waiting.arrive, patienceMs);
      this.#waiting.add(waiting);
    });
  }

  #inForce(personId: string, day: BusinessDate): readonly Grant[] {
    return [...(this.#rights.entries.get(personId)?.state.values() ?? [])].filter((grant) => isInForce(grant, day));
  }

  #registered(agencyId: string): RegisteredAgency | null {
    const state = this.#agencies.entries.get(agencyId)?.state;
    return state?.situation === 'registered' ? state : null;
  }
}

function agencyOn({ id, state, version }: Entry<Agency>, day: BusinessDate): DirectoryAgency | null {
  if (state.situation === 'unregistered') return null;
  const facts = inForceOn(state.versions, day);
  if (facts === null) return null;
  const succeededOn = state.succession?.effectiveOn ?? null;
  const hasBeen = succeededOn !== null && succeededOn <= day;
  const { backfill } = state;
  return { ...facts, agencyId: id, succeededOn: hasBeen ? succeededOn : null, backfill, version };
}

function unitOn({ id, agencyId, state, version }: Entry<Unit>, day: BusinessDate): DirectoryUnit | null {
  if (state.situation === 'unregistered') return null;
  const facts = inForceOn(state.versions, day);
  if (facts === null) return null;
  const { code, name, nature, fundingForm } = facts;
  const openedOn = firstDay(state);
  return { unitId: id, agencyId, code, name, nature, fundingForm, openedOn, closedOn: state.closedOn, version };
}

const firstDay = ({ versions }: RegisteredUnit): BusinessDate => versions[0].effectiveOn;

function personIn({ id, agencyId, state, version }: Entry<Person>): DirectoryPerson | null {
  if (state.situation === 'unregistered') return null;
  const { name, number, kind } = state;
  return { personId: id, agencyId, name, number, kind, version };
}
