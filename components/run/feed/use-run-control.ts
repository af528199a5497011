/** Sends the commands of the admin to a run (pause, resume, stop), and follows their effect. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FeedView, RunFeed } from '#components/run/feed/run-feed.ts';
import { type ApiFailure, asFailure, send } from '#components/shared/api.ts';
import { type RunSummary, runAnswerSchema } from '#lib/contract/runs';
import { type Abandoned, abandonedKinds } from '#lib/domain/run/view/abandoned';
import type { CommandAnswers, RunCommand } from '#lib/domain/run/view/commands';

export interface RunControl {
  /** The command that is under way. No other command is sent until the journal shows its effect. */
  pending: RunCommand | null;
  failure: ApiFailure | null;
  sendCommand: (command: RunCommand, answers?: CommandAnswers) => void;
  /** Follows the journal again: it grows after the end of the run, by a verification. */
  followAgain: () => void;
  /** The way in which the engine abandoned the run before its end, and why; null if it did not. */
  abandoned: { kind: Abandoned; why: string } | null;
}

interface SentCommand {
  command: RunCommand;
  seq: number;
  /** The status in the answer of the server; null before the answer. */
  answered: RunSummary['status'] | null;
}

/** The run to control. */
interface ControlledRun {
  /** The path of the run in the API. */
  path: string;
  feed: RunFeed;
  view: FeedView;
  /** The first summary from the server; null until it has arrived. */
  loaded: RunSummary | null;
  /** Reads the summary again. */
  refresh: () => Promise<{ run: RunSummary } | undefined>;
}

/** Sends commands to a run. If the server ends the stream of a run that has not ended, `abandoned` says why. */
export function useRunControl({ path, feed, view, loaded, refresh }: ControlledRun): RunControl {
  const [sent, setSent] = useState<SentCommand | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  /** The last summary from the server since the page was loaded. */
  const [summary, setSummary] = useState<RunSummary | null>(null);
  /** The reason why there is no such summary. */
  const [summaryFailure, setSummaryFailure] = useState<string | null>(null);
  const { run, connection } = view;
  const closedEarly = connection.state === 'closed' && run.status !== 'ended';
  const pending = sent !== null && !isSeen(sent, view) ? sent.command : null;

  useEffect(() => {
    if (!closedEarly) return;
    let current = true;
    setSummaryFailure(null);
    refresh().then(
      (detail) => {
        if (current && detail) setSummary(detail.run);
      },
      (thrown: unknown) => {
        if (current) setSummaryFailure(asFailure(thrown).message);
      },
    );
    return () => {
      current = false;
    };
  }, [closedEarly, refresh]);

  const busy = useRef(false);
  const sendCommand = useCallback(
    async (command: RunCommand, answers: CommandAnswers) => {
      if (busy.current) return;
      busy.current = true;
      setFailure(null);
      const { seq } = feed.view().run;
      setSent({ command, seq, answered: null });
      try {
        const { run: answered } = await send(
          'POST',
          `${path}/commands`,
          { command, ...answers },
          runAnswerSchema,
        );
        setSent({ command, seq, answered: answered.status });
        setSummary(answered);
        const { connection: now } = feed.view();
        if (now.state === 'closed' && answered.status !== 'ended') feed.reopen();
      } catch (thrown) {
        setSent(null);
        setFailure(asFailure(thrown));
        // The run may just have been closed for resuming.
        void refresh().catch(() => {});
      } finally {
        busy.current = false;
      }
    },
    [path, feed, refresh],
  );
  const abandoned =
    abandonedBy(summary ?? loaded, view) ??
    (closedEarly && summaryFailure !== null ? unknown(summaryFailure) : null);
  const followAgain = useCallback(() => {
    if (feed.view().connection.state === 'closed') feed.reopen();
  }, [feed]);
  return {
    pending,
    failure,
    sendCommand: (command, answers = {}) => void sendCommand(command, answers),
    followAgain,
    abandoned,
  };
}

/** Tells in which way the engine abandoned the run, unless the journal has grown since the summary. */
function abandonedBy(summary: RunSummary | null, { run, connection }: FeedView): RunControl['abandoned'] {
  if (summary === null || summary.seq < run.seq || run.status === 'ended') return null;
  const kind = abandonedKinds.find((each) => each === summary.status);
  if (kind) return { kind, why: summary.failure ?? '' };
  return connection.state === 'closed' ? unknown('The program stopped working on this run.') : null;
}

const unknown = (why: string) => ({ kind: 'cannot-go-on' as const, why });

/** Whether the journal on the page shows the effect of the command, or never will. */
function isSeen({ seq, answered }: SentCommand, { run }: FeedView): boolean {
  if (answered === null) return false;
  return run.seq > seq || run.status === answered || abandonedKinds.some((kind) => kind === answered);
}
