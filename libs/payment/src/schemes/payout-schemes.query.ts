import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import { fenFromDigits, type BusinessDate } from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import type { SchemeVersionData } from '../domain/payout-scheme';
import { payoutSchemesProjection } from './payout-schemes.projection';
import { schemesInForce, type SchemeVersion } from './schemes-in-force';

/** A scheme in force, and the revision of its stream that a change is written against. */
export type SchemeStanding = SchemeVersion & { readonly revision: bigint };

/** The payout schemes in force on a day, by id. */
export class ListPayoutSchemes extends Query<readonly SchemeStanding[]> {
  constructor(
    readonly books: BooksSelection,
    readonly on: BusinessDate,
  ) {
    super();
  }
}

interface VersionRow {
  readonly scheme_id: string;
  readonly version: string;
  readonly effective_on: BusinessDate;
  readonly fiscal_year: number;
  readonly name: string;
  readonly lines: SchemeVersionData['lines'];
  readonly headcount: string;
  readonly payee: SchemeVersionData['payee'];
  readonly payee_id: string | null;
}

@QueryHandler(ListPayoutSchemes)
export class ListPayoutSchemesHandler implements IQueryHandler<ListPayoutSchemes> {
  constructor(private readonly database: Database) {}

  async execute({ books: { agencyScope, fiscalYear, knownAt }, on }: ListPayoutSchemes) {
    const rows = await this.database.query<VersionRow[]>(
      `select scheme_id, version::text, effective_on::text as effective_on, fiscal_year, name, lines,
         headcount::text, payee, payee_id
       from ${payoutSchemesProjection.name}.scheme_version
       where agency_id = any ($1) and ($2::text is null or position <= $2)
       order by scheme_id, version`,
      [agencyScope, knownAt],
    );
    const latest = new Map(rows.map((row) => [row.scheme_id, BigInt(row.version)]));
    return schemesInForce(rows.map(versionOf), on, fiscalYear).map((scheme) => ({
      ...scheme,
      revision: latest.get(scheme.schemeId) ?? scheme.version,
    }));
  }
}

const versionOf = (row: VersionRow): SchemeVersion => ({
  schemeId: row.scheme_id,
  version: BigInt(row.version),
  effectiveOn: row.effective_on,
  fiscalYear: row.fiscal_year,
  name: row.name,
  lines: row.lines.map(({ rateFen, ...line }) => ({ ...line, rateFen: fenFromDigits(rateFen) })),
  headcount: Number(row.headcount),
  payee: row.payee,
  payeeId: row.payee_id,
});
