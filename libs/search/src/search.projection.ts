import { appropriationCodec, programmeCodec } from '@bofu/budget';
import { categoryOf, type RecordedEvent } from '@bofu/event-store';
import { PAYEE_KIND_LABEL, payeeCodec } from '@bofu/payee';
import { paymentCodec } from '@bofu/payment';
import { asTyped, initialsOf } from '@bofu/pinyin';
import type { Projection, Sql } from '@bofu/read-model';
import { actedTerm, amountTerm, idTerm, initialTerms, pairsIn } from './searchable';

/** The name of the projection, for whoever waits for it. */
export const SEARCH = 'search';

/**
 * 查找: one row for each payment, appropriation and payee, with everything it can be found by. What is found by is a set,
 * so that it makes no difference in which order, or in which batches, an entry came by its words.
 */
export const searchProjection: Projection = {
  name: SEARCH,
  version: 2,
  filter: { streamPrefixes: ['payment-', 'appropriation-', 'programme-', 'payee-'] },
  schemaSql: `
    create table entry (
      entry_id text collate "C" primary key,
      kind text not null,
      agency_id text collate "C" not null,
      programme_id text collate "C",
      fiscal_year int,
      title text not null,
      note text not null,
      on_day date not null,
      amount_fen bigint,
      paid_by text,
      vouchers text[] collate "C" not null,
      words text[] collate "C" not null,
      initials text[] collate "C" not null,
      terms text[] collate "C" not null,
      position text collate "C" not null
    );
    create index on entry (programme_id) where programme_id is not null;
    create table programme (
      programme_id text collate "C" primary key,
      words text[] collate "C" not null,
      initials text[] collate "C" not null,
      terms text[] collate "C" not null
    );
  `,
  readersIndexSql: `
    create index on entry using gin (terms);
    create index on entry (agency_id, kind, position desc);
  `,
  async apply(events, sql) {
    const found = new Batch();
    for (const event of events) found.take(event);
    await found.write(sql);
  },
};

interface Words {
  readonly words: Set<string>;
  readonly initials: Set<string>;
  readonly terms: Set<string>;
}
const noWords = (): Words => ({ words: new Set(), initials: new Set(), terms: new Set() });

function addText({ words, initials, terms }: Words, text: string | null): void {
  if (text === null) return;
  const typed = asTyped(text);
  if (typed === '') return;
  words.add(typed);
  for (const pair of pairsIn(typed)) terms.add(pair);
  const letters = initialsOf(text);
  if (letters === '') return;
  initials.add(letters);
  for (const term of initialTerms(letters)) terms.add(term);
}

/** What an entry is listed as; an entry that was there before keeps it, but for another name. */
interface Listed {
  readonly kind: 'payment' | 'appropriation' | 'payee';
  readonly agency_id: string;
  readonly programme_id: string | null;
  readonly fiscal_year: number | null;
  readonly title: string;
  readonly note: string;
  readonly on_day: string;
  /** `null` where it has none. */
  readonly amount_fen: string | null;
  readonly position: string;
}

interface Entry extends Words {
  listed: Listed | null;
  /** The name it was given last, where it can be given another. */
  renamed: string | null;
  paidBy: string | null;
  readonly vouchers: Set<string>;
}

class Batch {
  readonly #entries = new Map<string, Entry>();
  readonly #programmes = new Map<string, Words>();

  take(event: RecordedEvent): void {
    switch (categoryOf(event.stream)) {
      case 'payment':
        return this.#payment(event);
      case 'appropriation':
        return this.#appropriation(event);
      case 'programme':
        return this.#programme(event);
      case 'payee':
        return this.#payee(event);
    }
  }

  #entry(id: string): Entry {
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    const entry = { listed: null, renamed: null, paidBy: null, vouchers: new Set<string>(), ...noWords() };
    this.#entries.set(id, entry);
    return entry;
  }

  #payment(recorded: RecordedEvent): void {
    const { type, data } = paymentCodec.decode(recorded);
    const entry = this.#entry(data.paymentId);
    entry.terms.add(actedTerm(data.by.personId));
    if ('totalFen' in data) entry.terms.add(amountTerm(data.totalFen));
    if ('amountFen' in data) entry.terms.add(amountTerm(data.amountFen));
    if ('reason' in data) addText(entry, data.reason);
    if (type === 'PaymentPaid') {
      entry.paidBy = data.by.personId;
      if (data.voucherNumber !== null) {
        entry.vouchers.add(data.voucherNumber);
        addText(entry, data.voucherNumber);
      }
      return;
    }
    if (type !== 'PaymentSubmitted') return;
    const { paymentId, agencyId, purpose, payee, lines, charges, totalFen, submittedOn } = data;
    entry.terms.add(idTerm(paymentId));
    addText(entry, purpose);
    addText(entry, payee.name);
    for (const { amountFen } of charges) entry.terms.add(amountTerm(amountFen));
    for (const { period, reason } of lines) {
      addText(entry, period);
      addText(entry, reason);
    }
    entry.listed = {
      kind: 'payment',
      agency_id: agencyId,
      programme_id: null,
      fiscal_year: null,
      title: purpose,
      note: payee.name,
      on_day: submittedOn,
      amount_fen: totalFen,
      position: recorded.position,
    };
  }

  #appropriation(recorded: RecordedEvent): void {
    const { type, data } = appropriationCodec.decode(recorded);
    // What a payment does to an appropriation is found with the payment.
    if ('paymentId' in data) return;
    const entry = this.#entry(data.appropriationId);
    if ('documentNumber' in data) addText(entry, data.documentNumber?.printed ?? null);
    if ('reason' in data) addText(entry, data.reason);
    if ('amountFen' in data) entry.terms.add(amountTerm(data.amountFen));
    if (type !== 'AppropriationIssued') return;
    const { appropriationId, agencyId, programmeId, programmeCode, programmeName, unitName, fiscalYear } = data;
    entry.terms.add(idTerm(appropriationId));
    for (const text of [programmeCode, programmeName, unitName]) addText(entry, text);
    entry.listed = {
      kind: 'appropriation',
      agency_id: agencyId,
      programme_id: programmeId,
      fiscal_year: fiscalYear,
      title: programmeName,
      note: [programmeCode, data.documentNumber?.printed ?? ''].join(' ').trim(),
      on_day: data.effectiveOn,
      amount_fen: data.amountFen,
      position: recorded.position,
    };
  }

  /** By whatever name it ever had, and by bank and last digits of every account it ever had. */
  #payee(recorded: RecordedEvent): void {
    const { type, data } = payeeCodec.decode(recorded);
    const entry = this.#entry(data.payeeId);
    entry.terms.add(actedTerm(data.by.personId));
    if (type === 'PayeeAccountProposed') for (const text of [data.bank, data.lastFour]) addText(entry, text);
    if (type !== 'PayeeRegistered' && type !== 'PayeeRenamed') return;
    addText(entry, data.name);
    entry.renamed = data.name;
    if (type !== 'PayeeRegistered') return;
    const { payeeId, agencyId, code, name, kind, registeredOn } = data;
    entry.terms.add(idTerm(payeeId));
    addText(entry, code);
    entry.listed = {
      ...{ kind: 'payee', agency_id: agencyId, programme_id: null, fiscal_year: null, title: name },
      ...{ note: `${code} ${PAYEE_KIND_LABEL[kind]}`, on_day: registeredOn, amount_fen: null },
      position: recorded.position,
    };
  }

  /** By whatever name a programme ever had, all its appropriations are found. */
  #programme(recorded: RecordedEvent): void {
    const { type, data } = programmeCodec.decode(recorded);
    if (type !== 'ProgrammeRegistered' && type !== 'ProgrammeRenamed') return;
    const words = this.#programmes.get(data.programmeId) ?? noWords();
    this.#programmes.set(data.programmeId, words);
    addText(words, data.code);
    addText(words, data.name);
  }

  async write(sql: Sql): Promise<void> {
    if (this.#programmes.size > 0) await sql.query(RENAME, [rows(this.#programmes)]);
    if (this.#entries.size > 0) await sql.query(ENTER, [rows(this.#entries)]);
    const programmes = [
      ...this.#programmes.keys(),
      ...[...this.#entries.values()].flatMap(({ listed }) => listed?.programme_id ?? []),
    ];
    if (programmes.length > 0) await sql.query(NAME, [[...new Set(programmes)]]);
  }
}

const rows = (found: ReadonlyMap<string, Words & Partial<Pick<Entry, 'listed' | 'renamed' | 'paidBy' | 'vouchers'>>>) =>
  JSON.stringify(
    [...found].map(([id, { words, initials, terms, listed, renamed, paidBy, vouchers }]) => ({
      id,
      ...listed,
      ...(typeof renamed === 'string' && { title: renamed }),
      paid_by: paidBy ?? null,
      vouchers: [...(vouchers ?? [])],
      words: [...words],
      initials: [...initials],
      terms: [...terms],
    })),
  );

/** Both sets as one, in one order whatever came first. */
const union = (one: string, other: string): string =>
  `array(select distinct each from unnest(${one} || ${other}) as each order by each)`;

const SETS = 'vouchers text[], words text[], initials text[], terms text[]';

const ENTER = `
  with given as (
    select * from jsonb_to_recordset($1::jsonb) as (
      id text, kind text, agency_id text, programme_id text, fiscal_year int, title text, note text, on_day date,
      amount_fen bigint, position text, paid_by text, ${SETS})
  ), entered as (
    insert into entry
    select id, kind, agency_id, programme_id, fiscal_year, title, note, on_day, amount_fen, paid_by,
      ${union('vouchers', `'{}'::text[]`)}, ${union('words', `'{}'::text[]`)},
      ${union('initials', `'{}'::text[]`)}, ${union('terms', `'{}'::text[]`)}, position
    from given where kind is not null
  )
  update entry e set paid_by = coalesce(given.paid_by, e.paid_by), title = coalesce(given.title, e.title),
    vouchers = ${union('e.vouchers', 'given.vouchers')}, words = ${union('e.words', 'given.words')},
    initials = ${union('e.initials', 'given.initials')}, terms = ${union('e.terms', 'given.terms')}
  from given where given.kind is null and e.entry_id = given.id`;

const RENAME = `
  insert into programme as p
  select id, ${union('words', `'{}'::text[]`)}, ${union('initials', `'{}'::text[]`)}, ${union('terms', `'{}'::text[]`)}
  from jsonb_to_recordset($1::jsonb) as (id text, ${SETS})
  on conflict (programme_id) do update set words = ${union('p.words', 'excluded.words')},
    initials = ${union('p.initials', 'excluded.initials')}, terms = ${union('p.terms', 'excluded.terms')}`;

const NAME = `
  update entry e set words = ${union('e.words', 'p.words')}, initials = ${union('e.initials', 'p.initials')},
    terms = ${union('e.terms', 'p.terms')}
  from programme p where p.programme_id = e.programme_id and p.programme_id = any($1::text[])`;
