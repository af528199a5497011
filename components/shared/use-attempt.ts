/** A request of the admin, and its result. */
import { useCallback, useState } from 'react';
import { type ApiFailure, asFailure } from '#components/shared/api.ts';

export interface Attempt {
  busy: boolean;
  failure: ApiFailure | null;
  /** Runs `work`; resolves to true if it succeeded. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** State of a request: whether it is under way, and why it failed. */
export function useAttempt(): Attempt {
  const [state, setState] = useState<{ busy: boolean; failure: ApiFailure | null }>({
    busy: false,
    failure: null,
  });
  const run = useCallback(async (work: () => Promise<unknown>) => {
    setState({ busy: true, failure: null });
    try {
      await work();
      setState({ busy: false, failure: null });
      return true;
    } catch (thrown) {
      setState({ busy: false, failure: asFailure(thrown) });
      return false;
    }
  }, []);
  return { ...state, run };
}
