import { Module } from '@nestjs/common';
import { JobController } from './job.controller';

/** The way to jobs over HTTP; `Jobs`, the database and the projections come from the app. */
@Module({ controllers: [JobController] })
export class JobsModule {}
