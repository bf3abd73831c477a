import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { inForceOn, type BusinessDate, type By } from '@bofu/kernel';
import { asTyped } from '@bofu/pinyin';
import { Database } from '@bofu/read-model';
import type { PayeeKind } from '../domain/payee-events';
import type { AccountSituation } from '../domain/refusals';
import { PAYEES, type AccountStep } from './payees.projection';

export interface AccountStanding {
  readonly accountId: string;
  readonly bank: string;
  readonly lastFour: string;
  readonly situation: AccountSituation;
  readonly replaces: string | null;
  /** Why another payee may have it too. */
  readonly confirmation: string | null;
  readonly steps: readonly {
    readonly type: AccountStep;
    readonly on: BusinessDate;
    readonly recordedAt: string;
    readonly by: By;
    readonly reason: string | null;
    readonly replacedBy: string | null;
  }[];
}

export interface PayeeStanding {
  readonly payeeId: string;
  readonly agencyId: string;
  readonly code: string;
  readonly name: string;
  readonly kind: PayeeKind;
  readonly initials: string;
  /** In the order they were proposed. */
  readonly accounts: readonly AccountStanding[];
}

export interface FoundPayees {
  readonly items: readonly PayeeStanding[];
  /** There are more than were asked for. */
  readonly more: boolean;
}

/** Payees by code, as of a day: all, or those a code, a name or its initials is typed of. */
export class ListPayees extends Query<FoundPayees> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly day: BusinessDate,
    readonly asked: { readonly q: string | null; readonly payeeId: string | null; readonly limit: number },
  ) {
    super();
  }
}

interface NameRow {
  readonly payeeId: string;
  readonly name: string;
  readonly initials: string;
  readonly effectiveOn: BusinessDate;
}
type StepRow = AccountStanding['steps'][number] & { readonly payeeId: string; readonly accountId: string };

@QueryHandler(ListPayees)
export class ListPayeesHandler implements IQueryHandler<ListPayees> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope, day, asked: { q, payeeId, limit } }: ListPayees): Promise<FoundPayees> {
    const typed = q === null ? '' : asTyped(q);
    // By whatever name it ever bore, a payee is found.
    const found = await this.database.query<Pick<PayeeStanding, 'payeeId' | 'agencyId' | 'code' | 'kind'>[]>(
      `select p.payee_id as "payeeId", p.agency_id as "agencyId", p.code, p.kind from ${PAYEES}.payee p
       where p.agency_id = any ($1) and ($2::text is null or p.payee_id = $2)
         and ($3 = '' or strpos(lower(p.code), $3) > 0 or exists (
           select 1 from ${PAYEES}.payee_name n
           where n.payee_id = p.payee_id and (strpos(n.typed, $3) > 0 or strpos(n.initials, $3) > 0)))
       order by p.code, p.payee_id limit $4`,
      [agencyScope, payeeId, typed, limit + 1],
    );
    const shown = found.slice(0, limit);
    const ids = shown.map((payee) => payee.payeeId);
    const [names, accounts, steps] = await Promise.all([
      this.database.query<NameRow[]>(
        `select payee_id as "payeeId", name, initials, effective_on::text as "effectiveOn" from ${PAYEES}.payee_name
         where agency_id = any ($1) and payee_id = any ($2) order by position`,
        [agencyScope, ids],
      ),
      this.database.query<(Omit<AccountStanding, 'situation' | 'steps'> & { readonly payeeId: string })[]>(
        `select payee_id as "payeeId", account_id as "accountId", bank, last_four as "lastFour", replaces, confirmation
         from ${PAYEES}.account where agency_id = any ($1) and payee_id = any ($2) order by position`,
        [agencyScope, ids],
      ),
      this.database.query<StepRow[]>(
        `select payee_id as "payeeId", account_id as "accountId", type, on_day::text as "on",
           recorded_at as "recordedAt", recorded_by as "by", reason, replaced_by as "replacedBy"
         from ${PAYEES}.account_step where agency_id = any ($1) and payee_id = any ($2) order by position`,
        [agencyScope, ids],
      ),
    ]);
    const items = shown.map((payee): PayeeStanding => {
      const own = names.filter((name) => name.payeeId === payee.payeeId);
      const current = inForceOn(own, day) ?? own[0];
      return {
        ...payee,
        name: current?.name ?? '',
        initials: current?.initials ?? '',
        accounts: accounts
          .filter((account) => account.payeeId === payee.payeeId)
          .map(({ payeeId: _, ...account }) => {
            const taken = steps
              .filter((step) => step.payeeId === payee.payeeId && step.accountId === account.accountId)
              .map(({ payeeId: __, accountId: ___, ...step }) => step);
            const last = taken.at(-1);
            return { ...account, situation: last ? SITUATION_AFTER[last.type] : 'proposed', steps: taken };
          }),
      };
    });
    return { items, more: found.length > limit };
  }
}

const SITUATION_AFTER: Readonly<Record<AccountStep, AccountSituation>> = {
  PayeeAccountProposed: 'proposed',
  PayeeAccountConfirmed: 'confirmed',
  PayeeAccountDeclined: 'declined',
  PayeeAccountProposalWithdrawn: 'withdrawn',
  PayeeAccountRetired: 'retired',
};
