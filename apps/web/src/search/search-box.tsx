import { useDeferredValue, useEffect, useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { AutoComplete, type RefSelectProps } from 'antd';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { api, read } from '../api/client';
import { ofAgency } from '../books/books-asked';
import { useAddress } from '../books/books';
import { useOffice } from '../books/office';
import './search-box.css';

type Found = Awaited<ReturnType<typeof search>>['value']['items'][number];

const search = (agencyId: string | null, q: string) =>
  read(api.GET('/v1/search', { params: { query: { q, ...ofAgency({ agencyId }) } } }));

const KINDS = { event: '事件', appropriation: '预算指标', payment: '拨付发放', payee: '收款户' } as const;

type Page = readonly [path: string, more?: Readonly<Record<string, string>>];

/** Where what was found is looked at; an event is looked at on the page of what it is about. */
const pageOf = ({ kind, note, paymentId, appropriationId }: Found): Page | null =>
  // The code stands first in the note of a payee.
  kind === 'payee'
    ? ['/payees', { q: note.split(' ')[0] ?? '' }]
    : paymentId !== null
      ? [`/payments/${paymentId}`]
      : appropriationId !== null
        ? [`/programmes/${appropriationId}`]
        : null;

/** 查找: by whatever one remembers of a payment, an appropriation or a payee; Ctrl+K from anywhere. */
export function SearchBox() {
  const agencyId = useOffice().agency?.agencyId ?? null;
  const { linkTo } = useAddress();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const box = useRef<RefSelectProps>(null);
  const { data, isFetching, error } = useQuery({
    queryKey: ['search', agencyId, asked],
    queryFn: () => search(agencyId, asked),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k' || event.isComposing) return;
      event.preventDefault();
      box.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const found = asked === '' ? [] : (data?.value.items ?? []);
  const more = asked === '' ? [] : (data?.value.more ?? []);
  const groups = (Object.keys(KINDS) as Found['kind'][]).flatMap((kind) => {
    const ofKind = found.filter((each) => each.kind === kind);
    if (ofKind.length === 0) return [];
    const isCut = more.some((each) => each === kind);
    const options = ofKind.flatMap((each) => {
      const page = pageOf(each);
      return page === null ? [] : [{ value: `${each.kind}/${each.id}`, page, label: <Line found={each} /> }];
    });
    return [
      { label: isCut ? `${KINDS[kind]}（只列最近 ${ofKind.length} 项，再写一个词可缩小）` : KINDS[kind], options },
    ];
  });
  const pages = new Map(groups.flatMap(({ options }) => options.map(({ value, page }) => [value, page])));
  return (
    <AutoComplete<string>
      ref={box}
      className="search-box"
      aria-label="查找"
      aria-keyshortcuts="Control+K"
      value={text}
      onChange={(typed: string) => (pages.has(typed) ? undefined : setText(typed))}
      onSelect={(chosen: string) => {
        const page = pages.get(chosen);
        if (page === undefined) return;
        setText('');
        box.current?.blur();
        void navigate(linkTo(...page));
      }}
      options={groups}
      placeholder="查找 Ctrl+K"
      defaultActiveFirstOption
      popupMatchSelectWidth={560}
      notFoundContent={asked === '' ? null : <Nothing isFetching={isFetching} failed={error !== null} />}
    />
  );
}

const Nothing = ({ isFetching, failed }: { isFetching: boolean; failed: boolean }): ReactNode => (
  <span className="form-note">{failed ? '现在查不了，请稍候再试' : isFetching ? '查找中…' : '没有找到'}</span>
);

function Line({ found: { title, note, on, amount, vouchers, paidBy, fiscalYear } }: { found: Found }) {
  const facts = [
    fiscalYear === null ? on : `${fiscalYear} 年度`,
    vouchers.join('、'),
    paidBy === null ? '' : `${paidBy} 登记支付`,
  ].filter((fact) => fact !== null && fact !== '');
  return (
    <span className="search-line">
      <span className="search-title">{title}</span>
      <span className="search-amount">{amount === null ? '' : formatYuanGrouped(parseYuan(amount))}</span>
      <span className="search-note">{[note, ...facts].filter((part) => part !== '').join('　')}</span>
    </span>
  );
}
