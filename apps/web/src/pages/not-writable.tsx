import { useBooks } from '../books/books';
import { Nothing } from './answer';

/** Instead of a form: why there is none. */
export function NotWritable() {
  const { knownAt } = useBooks();
  return <Nothing>{knownAt === null ? '请先在上方选择操作人，再登记。' : '过去的账不能登记。'}</Nothing>;
}
