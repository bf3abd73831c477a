import { lazy, Suspense, useState } from 'react';
import { Button } from 'antd';
import { holds, useActor } from '../api/acting-person';
import { formUnderWay } from '../api/recordings';
import { useBooks } from '../books/books';
import { useSignedIn } from '../session/session';

const WithdrawForm = lazy(() => import('./withdraw-form'));
const FORM = 'alert-evaluation-withdrawal';

/** 撤回评估, for who oversees; in single-person mode for whoever acts. The last day judged goes first. */
export function WithdrawEvaluation({ evaluatedOn }: { evaluatedOn: string | null }) {
  const { writable } = useBooks();
  const actor = useActor();
  const signedIn = useSignedIn();
  const [isAsking, setAsking] = useState(() => formUnderWay(FORM) !== null);
  const may = writable && (signedIn === null || holds(actor, 'supervisor'));
  // A form whose outcome nobody has seen yet stays, also where the day it named is gone.
  if (!may || (evaluatedOn === null && !isAsking)) return null;
  return (
    <>
      <Button onClick={() => setAsking(!isAsking)} aria-expanded={isAsking}>
        撤回评估
      </Button>
      {isAsking && (
        <Suspense fallback={null}>
          <WithdrawForm form={FORM} evaluatedOn={evaluatedOn} onDone={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}
