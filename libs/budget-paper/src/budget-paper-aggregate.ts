import { derivedId, streamId, type Aggregate, type CommandContext } from '@bofu/event-store';
import { paperCodec } from './budget-paper-codec';
import { paperDecider, type Paper, type PaperCommand, type PaperEvent } from './domain/budget-paper';

export const paperIdOf = ({ commandId }: Pick<CommandContext, 'commandId'>): string => derivedId('paper', commandId);

export const paperAggregate = (paperId: string): Aggregate<Paper, PaperCommand, PaperEvent> => ({
  stream: streamId('paper', paperId),
  decider: paperDecider(paperId),
  codec: paperCodec,
});
