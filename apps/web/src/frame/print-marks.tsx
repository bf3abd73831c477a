import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { agencyText, useOffice } from '../books/office';
import { instantText } from '../pages/page-status';
import { checkCodeOf } from './check-code';

interface Printed {
  readonly at: string;
  readonly code: string;
}

/** Made at the moment of printing, from what is on the page then. */
function usePrinted(): Printed | null {
  const [printed, setPrinted] = useState<Printed | null>(null);
  useEffect(() => {
    const print = () => {
      const text = document.getElementById('main')?.querySelector('.page-status') ? textOnPaper() : '';
      flushSync(() => setPrinted({ at: instantText(new Date()), code: checkCodeOf(text) }));
    };
    window.addEventListener('beforeprint', print);
    return () => window.removeEventListener('beforeprint', print);
  }, []);
  return printed;
}

/** All of the page but when it was read, which is another moment each time. */
const textOnPaper = (): string =>
  [...document.querySelectorAll('main h1, main table, main dl, main .summary, main .card')]
    .map((part) => part.textContent)
    .join('\n');

/** 单位, above every print. */
export function PrintHead() {
  const { agency } = useOffice();
  return agency === null ? null : <p className="only-print print-head">{agencyText(agency)}</p>;
}

/** 打印时间 and 校验码, below it: printed again from the same books on the same conditions it has the same code. */
export function PrintFoot() {
  const printed = usePrinted();
  return printed === null ? null : (
    <p className="only-print print-foot">
      打印于 {printed.at}　校验码 {printed.code}
    </p>
  );
}
