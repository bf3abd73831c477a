import { Button } from 'antd';
import { api, read } from '../api/client';
import { rememberWrite } from '../api/own-writes';
import { problemOf } from '../api/problem';
import { useRecording } from '../api/recording';
import { useBooks } from '../books/books';

/** 立即评估: the same evaluation that runs every morning, for the day in sight; asking twice records nothing twice. */
export function EvaluateButton() {
  const { asOf, fiscalYear } = useBooks();
  const { mutate, isPending, error, data } = useRecording(async (_: undefined, headers) => {
    const { value } = await read(
      api.POST('/v1/alert-evaluations', { params: { header: headers }, body: { on: asOf, fiscalYear } }),
    );
    rememberWrite(value.position);
    return value;
  });
  return (
    <>
      <span className="form-note" role="status">
        {error !== null
          ? problemOf(error).title
          : data
            ? `已按 ${data.evaluatedOn} 日终评估：新 ${data.raised + data.reopened}，升 ${data.escalated}，降 ${data.eased}，销 ${data.cleared}`
            : ''}
      </span>
      <Button onClick={() => mutate(undefined)} loading={isPending}>
        按 {asOf} 评估
      </Button>
    </>
  );
}
