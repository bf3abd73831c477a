import { Module } from '@nestjs/common';
import { CountEventsHandler, GetEventHandler, ListEventsHandler } from './event-log.query';

@Module({ providers: [ListEventsHandler, CountEventsHandler, GetEventHandler] })
export class EventLogModule {}
