import { words } from '../words';

/** `<title>` of a page, from the particular to the product. React puts it into the head. */
export function PageTitle({ parts }: { parts: readonly string[] }) {
  return <title>{[...parts, words.product].join(' - ')}</title>;
}
