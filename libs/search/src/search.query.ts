import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { fenFromDigits, type BusinessDate, type Fen } from '@bofu/kernel';
import { asTyped } from '@bofu/pinyin';
import { Database } from '@bofu/read-model';
import { actedTerm, amountTerm, idTerm, initialTerms, pairsIn } from './searchable';

export const FOUND_KINDS = ['appropriation', 'payment', 'payee'] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

/** A payment, an appropriation or a payee that answers to what was typed. */
export interface Found {
  readonly kind: FoundKind;
  readonly id: string;
  readonly agencyId: string;
  readonly fiscalYear: number | null;
  readonly title: string;
  /** The payee of a payment; code and 文号 of an appropriation; code and kind of a payee. */
  readonly note: string;
  readonly on: BusinessDate;
  /** `null` for a payee. */
  readonly amountFen: Fen | null;
  /** Who recorded it as paid, last. */
  readonly paidBy: string | null;
  readonly vouchers: readonly string[];
}

export interface FoundAll {
  readonly items: readonly Found[];
  /** Kinds of which there is more than is shown. */
  readonly more: readonly FoundKind[];
}

/** One word of what was typed; each has to be answered to. */
export interface Sought {
  readonly text: string;
  /** Persons who answer to it: whatever they did is found. */
  readonly personIds: readonly string[];
}

/** What is found in these books, the latest first. */
export class Search extends Query<FoundAll> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly sought: readonly Sought[],
    readonly limit: number,
  ) {
    super();
  }
}

const AMOUNT = /^[¥￥]?(\d{1,3}(?:[,，]\d{3})+|\d{1,16})(?:\.(\d{1,2}))?元?$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** 元 as typed, with or without separators, into fen; `null` where it is none. */
export function amountTyped(text: string): bigint | null {
  const [, yuan, places = ''] = AMOUNT.exec(text.normalize('NFKC').trim()) ?? [];
  return yuan === undefined ? null : BigInt(yuan.replace(/\D/g, '') + places.padEnd(2, '0'));
}

type Row = Omit<Found, 'amountFen'> & { readonly amountFen: string | null };

/** What is common is among the latest; the index over terms is asked for what is not. */
const LATEST_LOOKED_AT = 2_000;

const COLUMNS = `e.kind, e.entry_id as id, e.agency_id as "agencyId", e.fiscal_year as "fiscalYear", e.title, e.note,
  e.on_day::text as "on", e.amount_fen::text as "amountFen", e.paid_by as "paidBy", e.vouchers`;

@QueryHandler(Search)
export class SearchHandler implements IQueryHandler<Search> {
  constructor(private readonly database: Database) {}

  async execute(search: Search): Promise<FoundAll> {
    const items: Found[] = [];
    const more: FoundKind[] = [];
    for (const kind of FOUND_KINDS) {
      const latest = await this.#amongLatest(kind, search);
      const rows = latest.length > search.limit ? latest : await this.#amongAll(kind, search);
      items.push(
        ...rows
          .slice(0, search.limit)
          .map((row) => ({ ...row, amountFen: row.amountFen === null ? null : fenFromDigits(row.amountFen) })),
      );
      if (rows.length > search.limit) more.push(kind);
    }
    return { items, more };
  }

  #amongLatest(kind: FoundKind, { agencyScope, sought, limit }: Search): Promise<Row[]> {
    const each = Math.ceil(LATEST_LOOKED_AT / Math.max(1, agencyScope.length));
    const values: unknown[] = [agencyScope, kind, limit + 1, each];
    // By agency, as the index has them: over several agencies at once it has no order.
    return this.database.query<Row[]>(
      `select ${COLUMNS} from unnest($1::text[]) agency(id) cross join lateral (
         select * from search.entry of where of.agency_id = agency.id and of.kind = $2 order by of.position desc limit $4) e
       where ${sought.map((word) => answersTo(word, values, 'words alone')).join(' and ')}
       order by e.position desc limit $3`,
      values,
    );
  }

  #amongAll(kind: FoundKind, { agencyScope, sought, limit }: Search): Promise<Row[]> {
    const values: unknown[] = [agencyScope, kind, limit + 1];
    return this.database.query<Row[]>(
      `select ${COLUMNS} from search.entry e
       where e.agency_id = any($1::text[]) and e.kind = $2
         and ${sought.map((word) => answersTo(word, values, 'terms first')).join(' and ')}
       order by e.position desc limit $3`,
      values,
    );
  }
}

/** The index narrows by terms; the words themselves then say whether they hold the text as a whole. */
function answersTo({ text, personIds }: Sought, values: unknown[], by: 'words alone' | 'terms first'): string {
  const given = (value: unknown): string => `$${values.push(value)}`;
  const exact = [...personIds.map(actedTerm)];
  const amount = amountTyped(text);
  if (amount !== null) exact.push(amountTerm(amount));
  const id = text.trim().toLowerCase();
  if (ID.test(id)) exact.push(idTerm(id));
  const ways = exact.length === 0 ? [] : [`e.terms && ${given(exact)}::text[]`];
  const typed = asTyped(text);
  const holds = (column: 'words' | 'initials', terms: string[]): string => {
    const held = `exists (select from unnest(e.${column}) w where strpos(w, ${given(typed)}) > 0)`;
    return by === 'words alone' ? held : `e.terms @> ${given(terms)}::text[] and ${held}`;
  };
  if (typed !== '') ways.push(holds('words', pairsIn(typed)));
  if (/^[a-z]{2,}$/.test(typed)) ways.push(holds('initials', initialTerms(typed)));
  return ways.length === 0 ? 'false' : `(${ways.map((way) => `(${way})`).join(' or ')})`;
}
