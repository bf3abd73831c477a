import { useBooks } from '../books/books';

/** As many as the server prints in one go. */
const MOST_PAYMENTS = 50;

/** 支付凭单 and 审批表 of payments as they stand now, on paper: half a page each. */
export function VoucherLinks({ paymentIds }: { paymentIds: readonly string[] }) {
  const { agencyId } = useBooks();
  const printed = paymentIds.slice(0, MOST_PAYMENTS);
  if (printed.length === 0) return null;
  const linkOf = (form: 'voucher' | 'approval'): string => {
    const query = new URLSearchParams({
      form,
      payments: printed.join(','),
      ...(agencyId !== null && { agency: agencyId }),
    });
    return `/v1/vouchers.pdf?${query.toString()}`;
  };
  return (
    <span className="export-links no-print">
      {printed.length === 1 ? 'PDF' : `PDF（${printed.length} 笔）`}
      <a href={linkOf('voucher')} download>
        支付凭单
      </a>
      <a href={linkOf('approval')} download>
        审批表
      </a>
    </span>
  );
}
