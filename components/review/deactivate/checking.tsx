import { useEffect, useRef, useState } from 'react';
import { ApiFailure, asFailure, get, send } from '#components/shared/api.ts';
import { progressLabel } from '#components/shared/asking.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { type Preflight, preflightSchema } from '#lib/contract/preflight';
import type { PreflightPart } from '#lib/domain/preflight/preflight';

const everything: readonly PreflightPart[] = ['accounts', 'admins', 'provisioned', 'permissions'];
/** Time between two readings of the progress, in ms. */
const lookEvery = 700;

interface Props {
  rosterId: string;
  /** Called once when the check has ended. */
  onEnd: () => void;
}

/** Checks a roster with Atlassian, and shows how far that is. */
export function Checking({ rosterId, onEnd }: Props) {
  const [running, setRunning] = useState<Preflight['running']>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const path = `/api/rosters/${encodeURIComponent(rosterId)}/preflight`;
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  }, [onEnd]);
  useEffect(() => {
    let left = false;
    async function check(): Promise<void> {
      let state = await send('POST', path, { parts: everything }, preflightSchema);
      while (state.running && !left) {
        setRunning(state.running);
        await new Promise((resolve) => setTimeout(resolve, lookEvery));
        state = await get(path, preflightSchema);
      }
      if (left) return;
      if (state.failure)
        setFailure(new ApiFailure({ ...state.failure, code: state.failure.code ?? 'storage' }));
      else end.current();
    }
    check().catch((thrown) => {
      if (!left) setFailure(asFailure(thrown));
    });
    return () => {
      left = true;
    };
  }, [path]);
  if (failure) return <FailureNotice failure={failure} />;
  const { total = null, done = 0 } = running ?? {};
  return (
    <div className="grid gap-2 text-ink-2">
      <p role="status">{running ? progressLabel(running) : 'Asking Atlassian…'}</p>
      <Progress label="Check with Atlassian" value={total === null || total === 0 ? null : done / total} />
    </div>
  );
}
