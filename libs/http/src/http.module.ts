import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { Database } from '@bofu/read-model';
import { ReaderInterceptor } from './admission';
import { ActingPersons } from './acting-persons';
import { Clock, systemClock } from './clock';
import { CommandInterceptor } from './command.interceptor';
import { IdempotencyKeys } from './idempotency-keys';
import { PostgresIdempotencyKeys } from './postgres-idempotency-keys';
import { mergeCatalogues, type AnyRefusalCatalogue } from './problem';
import { ProblemFilter } from './problem.filter';
import { SchemaPipe } from './schema-pipe';
import { UnaskedQueryGuard } from './unasked-query.guard';

export interface HttpModuleOptions {
  /** Those of every capability; the kernel's and the technical ones are always there. */
  readonly catalogues: readonly AnyRefusalCatalogue[];
  readonly clock?: Clock;
  /** Default: in the application's `Database`, whose migrations must include this lib's. */
  readonly idempotencyKeys?: IdempotencyKeys;
  /** Default: the application's own. */
  readonly actingPersons?: ActingPersons;
  /** The module that exports `Database`, where it is not global. */
  readonly imports?: NonNullable<DynamicModule['imports']>;
}

/** Makes every controller of the application speak as this lib says: schemas, command envelope, problem documents. */
@Module({})
export class HttpModule {
  static forRoot(options: HttpModuleOptions): DynamicModule {
    const { catalogues, clock = systemClock, idempotencyKeys, actingPersons, imports = [] } = options;
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
              inject: [Database],
              useFactory: (dataSource: Database) => new PostgresIdempotencyKeys(dataSource),
            },
        ...(actingPersons ? [{ provide: ActingPersons, useValue: actingPersons }] : []),
        { provide: APP_FILTER, useValue: new ProblemFilter(catalogue) },
        { provide: APP_GUARD, useClass: UnaskedQueryGuard },
        { provide: APP_INTERCEPTOR, useClass: ReaderInterceptor },
        { provide: APP_INTERCEPTOR, useClass: CommandInterceptor },
        { provide: APP_PIPE, useClass: SchemaPipe },
      ],
      exports: [Clock],
    };
  }
}
