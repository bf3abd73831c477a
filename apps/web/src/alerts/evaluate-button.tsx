import { useState } from 'react';
import { Button } from 'antd';
import { command, type AnswerTo } from '../api/command';
import { useRecording } from '../api/recording';
import { useBooks } from '../books/books';
import { dayToJudge, todayInBeijing } from '../books/books-in-address';
import { ActUnderWay } from '../forms/act-under-way';

type Evaluation = AnswerTo<'/v1/alert-evaluations'>;

/** 立即评估: the evaluation of every morning, for the day in sight if it has ended; asking twice records nothing twice. */
export function EvaluateButton() {
  const { asOf, fiscalYear } = useBooks();
  const on = dayToJudge(asOf, todayInBeijing(new Date()));
  const [done, setDone] = useState<Evaluation | null>(null);
  const recording = useRecording<Evaluation>('alert-evaluation', (evaluation) => {
    setDone(evaluation);
    recording.close();
  });
  const { state, frozen } = recording;
  const evaluate = () => {
    setDone(null);
    recording.record(command('/v1/alert-evaluations', { body: { on, fiscalYear } }), `按 ${on} 日终评估预警`, {});
  };
  return (
    <>
      <ActUnderWay recording={recording} />
      <span className="form-note" role="status">
        {state.kind === 'refused'
          ? state.problem.title
          : done
            ? `已按 ${done.evaluatedOn} 日终评估：新 ${done.raised + done.reopened}，升 ${done.escalated}，降 ${done.eased}，销 ${done.cleared}${done.unjudged > 0 ? `，未能判断 ${done.unjudged} 项：${done.firstUnjudged[0]?.reason ?? ''}` : ''}`
            : ''}
      </span>
      <Button onClick={evaluate} loading={frozen}>
        按 {on} 评估
      </Button>
    </>
  );
}
