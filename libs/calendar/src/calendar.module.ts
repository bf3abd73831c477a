import { Module } from '@nestjs/common';
import { SetCalendarYearHandler } from './calendar.commands';
import { CalendarController } from './calendar.controller';
import { ListCalendarYearsHandler } from './calendars.query';

@Module({ controllers: [CalendarController], providers: [SetCalendarYearHandler, ListCalendarYearsHandler] })
export class CalendarModule {}
