/** Pause, resume and stop: what is being asked of a run, and what came of it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { type ApiFailure, asFailure, send } from '#lib/browser/api';
import type { FeedView, RunFeed } from '#lib/browser/run/run-feed';
import { type RunSummary, runSchema } from '#lib/contract/run';
import type { RunCommand } from '#lib/domain/run-commands';

export interface RunControl {
  /** The command that is under way; until the journal shows it no other is said. */
  pending: RunCommand | null;
  failure: ApiFailure | null;
  say: (command: RunCommand) => void;
  /** Why the engine let go of the run before its end; null where it did not. */
  letGo: string | null;
}

const answerSchema = z.object({ run: runSchema });

interface Asked {
  command: RunCommand;
  seq: number;
  /** The status that the server answered with; null until it has. */
  answered: RunSummary['status'] | null;
}

/** Speaks to the run behind `feed`. When the server ends the stream of a run that has not ended, it says why. */
export function useRunControl(
  path: string,
  view: FeedView,
  feed: RunFeed,
  refresh: () => Promise<{ run: RunSummary } | undefined>,
): RunControl {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [letGo, setLetGo] = useState<string | null>(null);
  const { run, connection } = view;
  const closedEarly = connection.state === 'closed' && run.status !== 'ended';
  const pending = asked !== null && !isSeen(asked, view) ? asked.command : null;

  useEffect(() => {
    if (!closedEarly) {
      setLetGo(null);
      return;
    }
    let current = true;
    refresh().then(
      (detail) => {
        if (current) setLetGo(detail?.run.failure ?? 'The program let go of this run.');
      },
      (thrown: unknown) => {
        if (current) setLetGo(asFailure(thrown).message);
      },
    );
    return () => {
      current = false;
    };
  }, [closedEarly, refresh]);

  const busy = useRef(false);
  const say = useCallback(
    async (command: RunCommand) => {
      if (busy.current) return;
      busy.current = true;
      setFailure(null);
      const { seq } = feed.view().run;
      setAsked({ command, seq, answered: null });
      try {
        const { run: answered } = await send('POST', `${path}/commands`, { command }, answerSchema);
        setAsked({ command, seq, answered: answered.status });
        const { connection: now } = feed.view();
        if (now.state === 'closed' && answered.status !== 'ended') feed.reopen();
      } catch (thrown) {
        setAsked(null);
        setFailure(asFailure(thrown));
        // It may have been closed for resuming just now.
        void refresh().catch(() => {});
      } finally {
        busy.current = false;
      }
    },
    [path, feed, refresh],
  );
  return { pending, failure, say: (command) => void say(command), letGo };
}

/** Whether the journal on the page shows what the server answered. */
function isSeen({ seq, answered }: Asked, { run }: FeedView): boolean {
  return answered !== null && (run.seq > seq || run.status === answered);
}
