import { lazy, Suspense } from 'react';
import { useBlocker } from 'react-router';
import { hasUnsaved, nothingUnsaved, useFormToLeave } from '../forms/unsaved';

const LeaveQuestion = lazy(() => import('./leave-question'));

/** Nobody loses what she typed without being asked: not by a link, not by 返回, not by Esc. */
export function BeforeLeaving() {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && hasUnsaved(),
  );
  const form = useFormToLeave();
  const isBlocked = blocker.state === 'blocked';
  if (!isBlocked && form.leave === null) return null;
  return (
    <Suspense fallback={null}>
      <LeaveQuestion
        onStay={() => {
          if (isBlocked) blocker.reset();
          form.answered();
        }}
        onLeave={() => {
          nothingUnsaved();
          form.leave?.();
          form.answered();
          if (isBlocked) blocker.proceed();
        }}
      />
    </Suspense>
  );
}
