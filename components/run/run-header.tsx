import { useId } from 'react';
import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { MadeOfThis } from '#components/run/made-of-this.tsx';
import { NotifyButton } from '#components/run/notify-button.tsx';
import { ReportMenu } from '#components/run/report/report-menu.tsx';
import { DownloadLink } from '#components/shared/files/download-link.tsx';
import { formatCount, formatDateTime, formatZone } from '#components/shared/format.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { Download, Pause, Play, Square } from '#components/ui/icons/lucide.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { RunSummary } from '#lib/contract/runs';
import { whoAndWhyOf } from '#lib/domain/plan/who-and-why';
import { sourceLabels } from '#lib/domain/run/import';
import type { Obstacle } from '#lib/domain/run/next/obstacle';
import type { RunState } from '#lib/domain/run/state';
import type { RunStatus } from '#lib/domain/run/view/status';

/** The status of the run, and the buttons that command it. */
export function RunHeader({
  run,
  state,
  status,
  control,
  obstacle,
  asks,
  watching,
  open,
  watched,
}: {
  run: RunSummary;
  state: RunState;
  status: RunStatus;
  control: RunControl;
  /** What keeps a waiting run from being resumed; null if nothing does. */
  obstacle: Obstacle | null;
  /** The page does not know yet whether there is an obstacle. */
  asks: boolean;
  /** Another process owns the data folder, so this one takes no command. */
  watching: boolean;
  /** The number of users of an ended run who need a decision. */
  open: number;
  /** Whether the page has seen the run under way: then a narrow window keeps two lines for the facts, which grow. */
  watched: boolean;
}) {
  const { ticket } = whoAndWhyOf(run.plan);
  const began = state.startedAt ?? run.createdAt;
  // The pressed button disappears when the run ends, or cannot be resumed.
  const place = useKeptFocus<HTMLDivElement>(isOver(state, control) || obstacle !== null);
  return (
    <div ref={place} className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      {/* It has the focus when the page opens: a screen reader may read out each change of a heading that has it. */}
      <section data-names-page aria-label={`Run ${run.number}`} className="min-w-0">
        <p className="text-xs text-ink-3 wrap-anywhere">
          Run {run.number} ·{' '}
          {state.imported ? `imported from ${sourceLabels[state.imported.tool]}, run` : 'started'}{' '}
          <time
            dateTime={new Date(began).toISOString()}
          >{`${formatDateTime(began)} ${formatZone(began)}`}</time>{' '}
          · {run.plan.organisationName} · {run.plan.rosterName}
          {ticket !== null && ` · ticket ${ticket}`}
          <MadeOfThis run={run} />
        </p>
        <div className="relative mt-0.5 flex flex-wrap items-baseline gap-x-3 text-ink-2">
          <h1 className={cx('text-lg font-semibold tracking-tight text-ink', watched && 'max-sm:pr-10')}>
            {status.title}
          </h1>
          {/* Beside the headline in a narrow window: the line of the reports has no room for it. */}
          {!isOver(state, control) && <NotifyButton className="absolute -top-1 right-0 sm:hidden" />}
          <p className={cx('max-sm:order-1 max-sm:basis-full max-sm:text-xs', watched && 'max-sm:min-h-9')}>
            {status.facts.map((fact, at) => (
              <span key={fact.replace(/^\P{L}+/u, '')}>
                <span className="whitespace-nowrap">{fact}</span>
                {at < status.facts.length - 1 && ' · '}
              </span>
            ))}
          </p>
          {open > 0 && (
            <Badge tone="amber" className="-my-px">
              Open: {formatCount(open)}
              <span className="max-sm:sr-only"> {open === 1 ? 'user needs' : 'users need'} a decision</span>
            </Badge>
          )}
        </div>
      </section>
      <Controls
        run={run}
        state={state}
        control={control}
        isHeld={obstacle !== null}
        asks={asks}
        watching={watching}
        watched={watched}
      />
    </div>
  );
}

/** Whether nothing is left to command. */
function isOver({ status }: RunState, { abandoned }: RunControl): boolean {
  return status === 'ended' || abandoned?.kind === 'end-unwritten';
}

/** Stopping asks no question, since a new run can do the rest. */
const whatStopDoes =
  'Ends this run without another call. What is done stays done, and you can run the rest later.';

function Controls({
  run,
  state,
  control,
  isHeld,
  asks,
  watching,
  watched,
}: {
  run: RunSummary;
  state: RunState;
  control: RunControl;
  /** Something keeps the run from being resumed by a button here. */
  isHeld: boolean;
  /** The page does not know yet whether something does. */
  asks: boolean;
  /** No command is taken here. */
  watching: boolean;
  /**
   * The page has seen the run under way: the buttons keep their width, so that the reports stay in place when others
   * go.
   */
  watched: boolean;
}) {
  const stopId = useId();
  const { pending, sendCommand } = control;
  const { status } = state;
  const ended = status === 'ended';
  const cannotGoOn = control.abandoned?.kind === 'cannot-go-on';
  const over = isOver(state, control);
  const closed = run.differences.length > 0;
  const resumable = status === 'paused' || status === 'interrupted' || cannotGoOn;
  return (
    // Buttons that disappear when the run ends stand where no other takes their place: before the reports, or after
    // them in a narrow window.
    <div
      className={cx(
        'flex flex-wrap items-center gap-2 print:hidden',
        watched && 'sm:min-w-[36rem] sm:justify-end',
      )}
    >
      {!over && <NotifyButton className="max-sm:hidden" />}
      {!over && !watching && (
        // A narrow window keeps the commands at its bottom, in reach of the thumb.
        <div className="contents max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:flex max-sm:gap-2 max-sm:h-15 max-sm:border-t max-sm:bg-panel max-sm:px-2.5 max-sm:py-2 max-sm:[&>button]:min-h-10 max-sm:[&>button]:flex-1">
          {!closed && !isHeld && (
            <Button
              key="go"
              variant={resumable ? 'primary' : 'default'}
              // Wide enough for both of its names, so that the buttons before it stay in place.
              className="sm:min-w-24"
              onClick={() => sendCommand(resumable ? 'resume' : 'pause')}
              busy={asks || pending === 'pause' || pending === 'resume'}
              disabled={
                pending === 'stop' ||
                pending === 'ask-now' ||
                pending === 'resume-without-reading' ||
                (status === 'stopping' && !cannotGoOn)
              }
            >
              {resumable ? <Play size={13} /> : <Pause size={13} />}
              {resumable ? 'Resume' : 'Pause'}
            </Button>
          )}
          <Tooltip content={whatStopDoes} side="bottom">
            <Button
              onClick={() => sendCommand('stop')}
              busy={pending === 'stop' || (status === 'stopping' && !cannotGoOn)}
              disabled={pending !== null && pending !== 'stop'}
              aria-describedby={stopId}
            >
              <Square size={12} />
              Stop
            </Button>
          </Tooltip>
        </div>
      )}
      <span id={stopId} hidden>
        {whatStopDoes}
      </span>
      <DownloadLink
        path={`/api/runs/${encodeURIComponent(run.id)}/report.csv`}
        className={buttonClass({ variant: ended ? 'primary' : 'default' })}
      >
        <Download size={13} />
        Download report
      </DownloadLink>
      <ReportMenu runId={run.id} />
    </div>
  );
}
