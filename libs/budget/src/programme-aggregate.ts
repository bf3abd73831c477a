import { streamId, type Aggregate } from '@bofu/event-store';
import { programmeCodec } from './budget-codec';
import { programmeDecider, type Programme, type ProgrammeCommand, type ProgrammeEvent } from './domain/programme';

export const programmeAggregate = (programmeId: string): Aggregate<Programme, ProgrammeCommand, ProgrammeEvent> => ({
  stream: streamId('programme', programmeId),
  decider: programmeDecider(programmeId),
  codec: programmeCodec,
});
