/** A request that the admin makes, and how it went. */
import { useCallback, useState } from 'react';
import { type ApiFailure, asFailure } from '#components/shared/api.ts';

export interface Attempt {
  busy: boolean;
  failure: ApiFailure | null;
  /** Runs `work`; true where it succeeded. A second one is not begun while one is under way. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** One thing that is tried at a time, and how it went. */
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
