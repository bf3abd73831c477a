import { streamId, type Aggregate, type StreamId } from '@bofu/event-store';
import {
  agencyCodec,
  officeCodec,
  personCodec,
  programmeSetsCodec,
  rightsCodec,
  smallOfficeCodec,
  unitCodec,
} from './access-codec';
import { agencyDecider, type Agency, type AgencyCommand, type AgencyEvent } from './domain/agency';
import { officeDecider, type Office, type OfficeCommand, type OfficeEvent } from './domain/office';
import { personDecider, type Person, type PersonCommand, type PersonEvent } from './domain/person';
import {
  programmeSetsDecider,
  type ProgrammeSetCommand,
  type ProgrammeSetEvent,
  type ProgrammeSets,
} from './domain/programme-sets';
import { rightsDecider, type Rights, type RightsCommand, type RightsEvent } from './domain/rights';
import {
  smallOfficeDecider,
  type SmallOffice,
  type SmallOfficeCommand,
  type SmallOfficeEvent,
} from './domain/small-office';
import { unitDecider, type Unit, type UnitCommand, type UnitEvent } from './domain/unit';

/** An agency's own events are its own, whoever had it registered. */
export const agencyAggregate = (agencyId: string): Aggregate<Agency, AgencyCommand, AgencyEvent> => ({
  stream: streamId('agency', agencyId),
  decider: agencyDecider(agencyId),
  codec: agencyCodec,
  agencyId,
});

export const unitAggregate = (unitId: string): Aggregate<Unit, UnitCommand, UnitEvent> => ({
  stream: streamId('unit', unitId),
  decider: unitDecider(unitId),
  codec: unitCodec,
});

export const personAggregate = (personId: string): Aggregate<Person, PersonCommand, PersonEvent> => ({
  stream: streamId('person', personId),
  decider: personDecider(personId),
  codec: personCodec,
});

/** Its being there is the end of single-person mode. */
export const officeStream = (agencyId: string): StreamId => streamId('office', agencyId);

export const officeAggregate = (agencyId: string): Aggregate<Office, OfficeCommand, OfficeEvent> => ({
  stream: officeStream(agencyId),
  decider: officeDecider,
  codec: officeCodec,
  agencyId,
});

export const programmeSetsAggregate = (
  agencyId: string,
): Aggregate<ProgrammeSets, ProgrammeSetCommand, ProgrammeSetEvent> => ({
  stream: streamId('programmeSets', agencyId),
  decider: programmeSetsDecider(agencyId),
  codec: programmeSetsCodec,
  agencyId,
});

export const smallOfficeAggregate = (
  agencyId: string,
): Aggregate<SmallOffice, SmallOfficeCommand, SmallOfficeEvent> => ({
  stream: streamId('smallOffice', agencyId),
  decider: smallOfficeDecider,
  codec: smallOfficeCodec,
  agencyId,
});

/** A person's rights stand where the person does, whichever agency's books they are for. */
export const rightsAggregate = (
  personId: string,
  agencyId: string | null,
): Aggregate<Rights, RightsCommand, RightsEvent> => ({
  stream: streamId('rights', personId),
  decider: rightsDecider(personId),
  codec: rightsCodec,
  agencyId,
});
