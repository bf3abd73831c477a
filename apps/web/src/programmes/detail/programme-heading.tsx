import { useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button } from 'antd';
import { AlertMarks, EvaluatedUpTo, standingOf, useAlertCounts } from '../../alerts/alert-marks';
import { EVERY_ALERT } from '../../alerts/alerts-query';
import { useAddress, useBooks } from '../../books/books';
import { AsOfField, KnownAtField } from '../../books/books-fields';
import { MoneyUnitField } from '../../books/money-unit-field';
import { useAltKeys } from '../../forms/alt-keys';
import { countText } from '../../marks/money';
import { useShortcuts } from '../../frame/shortcuts';
import { words, wordFor } from '../../words';
import type { Appropriation } from './programme-facts';

/** Which programme this is, by its papers; and what can be recorded on it. */
export function ProgrammeHeading({ appropriation }: { appropriation: Appropriation }) {
  const { writable, asOf, fiscalYear } = useBooks();
  const { linkTo } = useAddress();
  const navigate = useNavigate();
  const { appropriationId, programmeId, programmeCode, programmeName, paymentStandard } = appropriation;
  const alerts = useAlertCounts({ ...EVERY_ALERT, programmeId }).data;
  const list = linkTo('/programmes');
  useShortcuts([{ key: 'u', does: '回到列表', run: () => void navigate(list) }]);
  const [said, setSaid] = useState<string | null>(null);
  const monthly = paymentStandard?.cashFlow === 'monthly';
  const payOnce = linkTo('/payments/disbursement', { of: appropriationId });
  const payRun = linkTo('/payments/payout-run', { of: appropriationId });
  useAltKeys({
    d: () => (writable ? void navigate(payOnce) : setSaid(NOT_WRITABLE)),
    p: () => (!writable ? setSaid(NOT_WRITABLE) : monthly ? void navigate(payRun) : setSaid(NOT_MONTHLY)),
  });
  return (
    <header className="programme-heading">
      <nav aria-label="位置" className="crumbs no-print">
        <Link to={list}>{words.pages.programmes}</Link> / {programmeCode}
      </nav>
      <div className="toolbar">
        <h1>{programmeName}</h1>
        <div className="toolbar-end">
          <MoneyUnitField />
          <AsOfField />
          <KnownAtField />
          {writable && (
            <>
              <LinkButton to={payOnce} keys="Alt+D">
                登记拨付
              </LinkButton>
              {monthly && (
                <LinkButton to={payRun} keys="Alt+P">
                  发放批次
                </LinkButton>
              )}
            </>
          )}
        </div>
      </div>
      <p className="only-print print-title">
        {fiscalYear} 年度，截至 {asOf}
      </p>
      <p className="form-note" role="status">
        {said}
      </p>
      <p className="programme-terms">
        {termsOf(appropriation).map((term, at) => (
          <span key={at}>{term}</span>
        ))}
        <span>
          修订 {appropriation.revision.replace('rev-', '')}，
          <Link to={linkTo(`/programmes/${appropriationId}`, { tab: 'changes' })}>
            {appropriation.changes === 0 ? '下达后没有变更' : `第 ${appropriation.changes} 次变更`}
          </Link>
        </span>
        {alerts && (
          <span>
            <AlertMarks
              to={linkTo('/alerts', { of: programmeId })}
              counts={standingOf(alerts.situations)}
              evaluation={alerts.evaluation}
            />{' '}
            <EvaluatedUpTo evaluation={alerts.evaluation} />
          </span>
        )}
      </p>
    </header>
  );
}

/** A key that does nothing says why. */
const NOT_MONTHLY = '这个项目不按月发放，没有发放批次；Alt+D 登记拨付。';
const NOT_WRITABLE = '现在不能登记：在看过去的账，或还没有选择操作人。';

function LinkButton({ to, keys, children }: { to: string; keys: string; children: ReactNode }) {
  const navigate = useNavigate();
  return (
    <Button
      type="primary"
      href={to}
      title={keys}
      aria-keyshortcuts={keys}
      onClick={(event) => {
        // A plain click stays in the page; one with a key held opens what the browser opens.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void navigate(to);
      }}
    >
      {children}
    </Button>
  );
}

function termsOf(appropriation: Appropriation): ReactNode[] {
  const { unitCode, unitName, fundingLevel, budgetType, issuedAs, documentNumber, documentDate, paymentStandard } =
    appropriation;
  const { fiscalYear, formedIn, batch } = appropriation;
  return [
    `${unitCode} ${unitName}`,
    wordFor(words.fundingLevel, fundingLevel),
    wordFor(words.budgetType, budgetType),
    `${wordFor(words.issuedAs, issuedAs)}${batch > 1 ? ` 第 ${batch} 批` : ''}${formedIn === fiscalYear ? '' : `，${formedIn} 年形成`}`,
    ...(paymentStandard === null ? [] : [standardText(paymentStandard)]),
    ...(documentNumber === null
      ? []
      : [`${documentText(documentNumber)}${documentDate === null ? '' : `（${documentDate}）`}`]),
  ].filter((term) => term !== '');
}

const standardText = ({ rates, headcount, cashFlow }: NonNullable<Appropriation['paymentStandard']>): string => {
  const each = rates.map(({ amount, per }) => `${amount.replace(/\.00$/, '')} 元/人/${words.ratePer[per]}`);
  const people = headcount === null ? [] : [`${countText(headcount)} 人`];
  return (
    [...[each.join('、'), ...people].filter((part) => part !== '')].join(' × ') || wordFor(words.cashFlow, cashFlow)
  );
};

const documentText = ({ printed, normalized }: NonNullable<Appropriation['documentNumber']>): string =>
  normalized === null || normalized === printed ? printed : `${normalized}（原文 ${printed}）`;
