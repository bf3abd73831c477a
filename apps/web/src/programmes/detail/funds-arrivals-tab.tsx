import { useState } from 'react';
import { useActor, holds } from '../../api/acting-person';
import { actOf } from '../../api/record-act';
import { useBooks } from '../../books/books';
import { ActFormFields, firstWrong, useActForm } from '../../forms/act-form';
import { bodyField, wrongIn } from '../../forms/body-field';
import { DocumentNumberField } from '../../forms/document-number-field';
import { DateField } from '../../forms/day-fields';
import { TextField } from '../../forms/fields';
import { MoneyField } from '../../forms/money-field';
import { typedAmount } from '../../forms/typed-amount';
import { Money, unitText } from '../../marks/money';
import { Answer } from '../../pages/answer';
import { DataTable, type Column } from '../../table/data-table';
import { words } from '../../words';
import { useFundsArrivals, type Appropriation, type FundsArrivals } from './programme-facts';

/** Of a correction as of an arrival: the interface says the same of both. */
const ACCOUNT = bodyField('/v1/appropriations/{appropriationId}/arrivals', 'account', '入账账户');
const REFERENCE = bodyField('/v1/appropriations/{appropriationId}/arrivals', 'reference', '回单号');
const DOCUMENT = bodyField('/v1/appropriations/{appropriationId}/arrivals', 'documentNumber', '拨款文号');
const REASON = bodyField('/v1/appropriations/{appropriationId}/arrivals/{arrivalId}/corrections', 'reason', '更正事由');

type Arrival = FundsArrivals['arrivals'][number];

/** 资金到位: what of this authority has come as money, each arrival, and how to enter or correct one. */
export default function FundsArrivalsTab({ appropriation }: { appropriation: Appropriation }) {
  const { writable, money } = useBooks();
  const actor = useActor();
  const [corrected, setCorrected] = useState<string | null>(null);
  const mayEnter = writable && holds(actor, 'clerk');
  return (
    <Answer query={useFundsArrivals(appropriation.appropriationId)} lines={4}>
      {({ value }) => {
        const arrival = value.arrivals.find(({ arrivalId }) => arrivalId === corrected);
        return (
          <>
            <Standing of={value} />
            <DataTable
              caption={`逐笔到账；单位：${unitText(money)}`}
              columns={columnsOf(mayEnter ? setCorrected : null)}
              rows={value.arrivals}
              keyOf={({ arrivalId }) => arrivalId}
              empty="没有登记过到账"
            />
            {mayEnter && (
              <ArrivalForm
                key={arrival?.arrivalId ?? 'new'}
                appropriation={appropriation}
                arrival={arrival ?? null}
                onLeave={() => setCorrected(null)}
              />
            )}
          </>
        );
      }}
    </Answer>
  );
}

function Standing({
  of: { expected, arrived, missing: notArrived, missingSince, daysMissing, keptSince },
}: {
  of: FundsArrivals;
}) {
  const { money } = useBooks();
  return (
    <p className="funds-standing">
      应到 <Money yuan={expected} />
      ，已到 <Money yuan={arrived} />
      ，未到 <Money yuan={notArrived} /> {unitText(money)}
      {missingSince !== null && `（自 ${missingSince} 起，已 ${daysMissing} 天）`}
      <span className="form-note">
        {'　'}
        {keptSince === null
          ? '本部门没有登记资金到位，未到不预警；在“预警规则”页的办理设置中设定'
          : `本部门自 ${keptSince} 起登记资金到位，未到的据以预警（R28）`}
      </span>
    </p>
  );
}

const columnsOf = (onCorrect: ((arrivalId: string) => void) | null): readonly Column<Arrival>[] => [
  { key: 'arrivedOn', title: '到账日', names: true, cell: ({ arrivedOn }) => arrivedOn },
  { key: 'amount', title: '金额', align: 'right', cell: ({ amount }) => <Money yuan={amount} /> },
  { key: 'account', title: '入账账户', cell: ({ account }) => account },
  { key: 'reference', title: '回单或凭证号', cell: ({ reference }) => reference ?? words.nothing },
  { key: 'documentNumber', title: '拨款文号', cell: ({ documentNumber }) => documentNumber ?? words.nothing },
  { key: 'correctedFor', title: '更正事由', cell: ({ correctedFor }) => correctedFor ?? words.nothing },
  ...(onCorrect === null
    ? []
    : [
        {
          key: 'correct',
          title: '办理',
          cell: ({ arrivalId, arrivedOn }: Arrival) => (
            <button
              type="button"
              className="link-button"
              aria-label={`更正 ${arrivedOn} 的到账`}
              onClick={() => onCorrect(arrivalId)}
            >
              更正
            </button>
          ),
        },
      ]),
];

interface Entered {
  readonly amount: string;
  readonly arrivedOn: string;
  readonly account: string;
  readonly reference: string;
  readonly documentNumber: string;
  readonly reason: string;
}

/** Enters an arrival, or says what an earlier one truly was. */
function ArrivalForm({
  appropriation: { appropriationId, programmeName, fiscalYear },
  arrival,
  onLeave,
}: {
  appropriation: Appropriation;
  arrival: Arrival | null;
  onLeave: () => void;
}) {
  const { asOf } = useBooks();
  const form = useActForm<Entered>(
    `appropriation/${appropriationId}/arrival/${arrival?.arrivalId ?? 'new'}`,
    () => ({
      amount: arrival?.amount ?? '',
      arrivedOn: arrival?.arrivedOn ?? asOf,
      account: arrival?.account ?? '',
      reference: arrival?.reference ?? '',
      documentNumber: arrival?.documentNumber ?? '',
      reason: '',
    }),
    () => (arrival === null ? { amount: '', reference: '' } : { reason: '' }),
  );
  const { entered, change } = form;
  const typed = typedAmount(entered.amount);
  const isNothing = arrival !== null && /^0(\.0{1,2})?$/.test(entered.amount.trim());
  const amount = typed.kind === 'amount' ? typed.yuan : isNothing ? '0.00' : null;
  const body = {
    amount: amount ?? '',
    arrivedOn: entered.arrivedOn,
    account: entered.account.trim(),
    reference: entered.reference.trim() || null,
    documentNumber: entered.documentNumber.trim() || null,
  };
  const title = arrival === null ? '登记到账' : '更正到账';
  return (
    <ActFormFields
      title={title}
      of={form}
      wrong={firstWrong(
        amount === null && (typed.kind === 'wrong' ? typed.reason : '请填写到账金额'),
        wrongIn(ACCOUNT, entered.account),
        arrival !== null && wrongIn(REASON, entered.reason),
      )}
      act={(stated) =>
        arrival === null
          ? actOf('record-funds-arrival', { path: { appropriationId }, body })
          : actOf('correct-funds-arrival', {
              path: { appropriationId, arrivalId: arrival.arrivalId },
              body: { ...body, reason: entered.reason.trim(), ...stated },
            })
      }
      about={`${programmeName} ${entered.arrivedOn} 到账 ${body.amount} 元`}
      beside={
        arrival !== null && (
          <button type="button" className="link-button" onClick={onLeave}>
            不更正，登记新的一笔
          </button>
        )
      }
    >
      <MoneyField
        label="到账金额"
        text={entered.amount}
        onText={change('amount')}
        {...(arrival !== null && { note: '没有到账的填 0.00' })}
      />
      <DateField label="到账日" date={entered.arrivedOn} onDate={change('arrivedOn')} />
      <TextField
        of={ACCOUNT}
        text={entered.account}
        onText={change('account')}
        note="财政专户、国库等，写名称，不写账号"
      />
      <TextField of={REFERENCE} text={entered.reference} onText={change('reference')} note="银行回单号或拨款凭证号" />
      <DocumentNumberField
        of={DOCUMENT}
        text={entered.documentNumber}
        onText={change('documentNumber')}
        year={fiscalYear}
      />
      {arrival !== null && <TextField of={REASON} text={entered.reason} onText={change('reason')} />}
    </ActFormFields>
  );
}
