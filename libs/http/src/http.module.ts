import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock, systemClock } from './clock';
import { CommandInterceptor } from './command.interceptor';
import { IdempotencyKeys } from './idempotency-keys';
import { PostgresIdempotencyKeys } from './postgres-idempotency-keys';
import { mergeCatalogues, type AnyRefusalCatalogue } from './problem';
import { ProblemFilter } from './problem.filter';
import { SchemaPipe } from './schema-pipe';

export interface HttpModuleOptions {
  /** Those of every capability; the kernel's and the technical ones are always there. */
  readonly catalogues: readonly AnyRefusalCatalogue[];
  readonly clock?: Clock;
  /** Default: in the application's `DataSource`, whose migrations must include this lib's. */
  readonly idempotencyKeys?: IdempotencyKeys;
  /** The module that exports `DataSource`, where it is not global. */
  readonly imports?: NonNullable<DynamicModule['imports']>;
}

/** Makes every controller of the application speak as this lib says: schemas, command envelope, problem documents. */
@Module({})
export class HttpModule {
  static forRoot({ catalogues, clock = systemClock, idempotencyKeys, imports = [] }: HttpModuleOptions): DynamicModule {
    const catalogue = mergeCatalogues(catalogues);
    return {
      module: HttpModule,
      imports,
      providers: [
        { provide: Clock, useValue: clock },
        idempotencyKeys
          ? { provide: IdempotencyKeys, useValue: idempotencyKeys }
          : {
              provide: IdempotencyKeys,
              inject: [DataSource],
              useFactory: (dataSource: DataSource) => new PostgresIdempotencyKeys(dataSource),
            },
        { provide: APP_FILTER, useValue: new ProblemFilter(catalogue) },
        { provide: APP_INTERCEPTOR, useClass: CommandInterceptor },
        { provide: APP_PIPE, useClass: SchemaPipe },
      ],
      exports: [Clock],
    };
  }
}
