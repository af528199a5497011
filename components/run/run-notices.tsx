import type { ReactNode } from 'react';
import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { ImportedNotice } from '#components/run/imported-notice.tsx';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatDuration, formatQuantity, formatTime } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { RunDetail } from '#lib/contract/run';
import { dryRunMark } from '#lib/domain/outcome/act';
import { stopsOf } from '#lib/domain/plan/stops';
import { endsByItself } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import { calledUnread } from '#lib/domain/run/unread';
import { asksToWait } from '#lib/domain/run/view/commands';
import { isWaiting } from '#lib/domain/run/view/status';

/** Why the run does not go on, since when, and what ends that; nothing while it goes on. */
export function RunNotices({
  state,
  control,
  now,
  stillMinutes,
  unread,
  detail,
}: {
  state: RunState;
  control: RunControl;
  /** Ms since the epoch. */
  now: number;
  /** How long the run has made no step for no known reason; 0 where it makes steps. */
  stillMinutes: number;
  /** Users whose call has begun and who are not read back yet. */
  unread: number;
  detail: RunDetail;
}) {
  const { differences } = detail.run;
  const unreadCalls = calledUnread(state);
  const stops = state.act === 'dry-run' ? stopsOf(detail.alarms, detail.run.plan.terms) : [];
  return (
    <>
      {differences.length > 0 && <Changed differences={differences} ended={state.status === 'ended'} />}
      {control.failure && <FailureNotice failure={control.failure} />}
      {state.imported && <ImportedNotice source={state.imported} />}
      {state.act === 'dry-run' && (
        <Notice tone="accent" title={`${dryRunMark}: nobody is deactivated.`}>
          Each account is read, and Atlassian is asked whether it may be deactivated. Not one call is made.
        </Notice>
      )}
      {stops.length > 0 && (
        <Notice tone="amber" title="The real run would not start as the plan is now:">
          <ul className="list-disc pl-5">
            {stops.map((stop) => (
              <li key={stop}>{stop}</li>
            ))}
          </ul>
        </Notice>
      )}
      {control.letGo !== null && <LetGoNotice {...control.letGo} />}
      {state.status === 'paused' && state.pause && (
        <Notice tone={state.pause.code === 'admin' ? 'neutral' : 'amber'} live title={state.pause.message}>
          <p>{state.pause.hint}</p>
          <Since>
            Paused since {formatTime(state.pause.since)}.{' '}
            {endsByItself(state.pause.code)
              ? 'It ends by itself when Atlassian answers again, or when you press Resume, or Stop.'
              : 'It ends when you press Resume, or Stop.'}
          </Since>
          {state.pause.code === 'nobody-read' && (
            <Button
              size="sm"
              className="mt-2"
              busy={control.pending === 'resume-without-reading'}
              disabled={control.pending !== null && control.pending !== 'resume-without-reading'}
              onClick={() => control.say('resume-without-reading')}
            >
              Go on without reading
            </Button>
          )}
        </Notice>
      )}
      {stillMinutes > 0 && (
        <Notice
          tone="red"
          live
          title={`This run has made no step for ${formatQuantity(stillMinutes, 'minute')}, and Lockstep knows no reason.`}
        >
          It awaits no answer from Atlassian, and no timer is set. Pause and resume it, or stop it: nobody is
          called twice by that. Please report this with the diagnostics.
        </Notice>
      )}
      {control.letGo === null && asksToWait(state) && isWaiting(state, now) && (
        <WaitNotice state={state} control={control} />
      )}
      {unreadCalls > 0 && (
        <Notice
          tone="amber"
          title={`${formatQuantity(unreadCalls, 'user was', 'users were')} called without having been read.`}
        >
          {state.withoutReading && 'Accounts could not be read, and you went on without reading. '}
          Whether they were active before is not known; a restore leaves them out.
        </Notice>
      )}
      {state.keyFault && state.status !== 'ended' && state.status !== 'running' && (
        <Notice tone="red" live title={state.keyFault.message}>
          {state.keyFault.hint}
        </Notice>
      )}
      {state.status === 'interrupted' && control.letGo === null && differences.length === 0 && (
        <Notice tone="amber" live title="Lockstep was closed in the middle of this run.">
          <p>
            {unread > 0
              ? `${formatQuantity(unread, 'user is', 'users are')} not yet read back: that comes first. `
              : 'No call was under way. '}
            Resume to go on where it was, or stop it.
          </p>
          <CanaryLeft state={state} />
        </Notice>
      )}
      {state.end?.how === 'halted' && (
        <Notice tone="red" live title={state.end.message}>
          <p>{state.end.hint}</p>
          {state.endedAt !== null && (
            <Since>Halted {formatTime(state.endedAt)}; not one more call was made.</Since>
          )}
        </Notice>
      )}
    </>
  );
}

/** Shorter waits end before anybody has read this, in ms. */
const shortestWaitNoticed = 60_000;

/** A wait of minutes that Atlassian asked for, until when, and how the admin can end it. */
function WaitNotice({ state: { hold, status }, control }: { state: RunState; control: RunControl }) {
  if (hold === null || hold.waitMs < shortestWaitNoticed) return null;
  const { pending, say } = control;
  return (
    <Notice
      tone="amber"
      live
      title={
        hold.askedMs === undefined
          ? `Atlassian asked to wait ${formatDuration(hold.waitMs)}.`
          : `Atlassian asked to wait ${formatDuration(hold.askedMs)}; Lockstep waits at most an hour.`
      }
      actions={
        <Button
          size="sm"
          busy={pending === 'ask-now'}
          disabled={pending !== null && pending !== 'ask-now'}
          onClick={() => say('ask-now')}
        >
          Ask now
        </Button>
      }
    >
      {status === 'stopping' ? (
        <>
          The last accounts are read back at {formatTime(hold.at + hold.waitMs)}, then the run ends.{' '}
          <em>Ask now</em> reads them now: whoever cannot be read stays in doubt.
        </>
      ) : (
        <>
          The run goes on by itself at {formatTime(hold.at + hold.waitMs)}. <em>Ask now</em> sends one
          request: where Atlassian still asks to wait, the run waits again.
        </>
      )}
    </Notice>
  );
}

/** That nobody works on the run any more, and what the admin can do. */
function LetGoNotice({ kind, why }: NonNullable<RunControl['letGo']>) {
  if (kind === 'end-unwritten') {
    return (
      <Notice tone="amber" live title="Stopped: nobody is called any more, whatever happens.">
        {why} The end of this run is written as soon as it can be. If Lockstep is closed before that, the run
        is shown as interrupted at the next start: stop it again then.
      </Notice>
    );
  }
  return (
    <Notice tone="red" live title={why}>
      Nobody is called. Make sure that the data folder is in its place, has room and can be written to, then
      resume: what is not certain is read back first. Or stop it: that counts at once, also while the disk is
      full.
    </Notice>
  );
}

/** Why the run cannot go on, or what its report cannot be believed in. */
function Changed({ differences, ended }: { differences: readonly string[]; ended: boolean }) {
  return (
    <Notice
      tone="red"
      live
      title={
        ended
          ? 'This run is not as it was sealed and written.'
          : 'This run is not as it was sealed and written, so it is closed for resuming.'
      }
    >
      <ul className="list-disc pl-5">
        {differences.map((difference) => (
          <li key={difference} className="wrap-anywhere">
            {difference}
          </li>
        ))}
      </ul>
      <p className="mt-1">
        {ended
          ? 'Somebody or something changed the data folder. Every report of this run says so; a new run with the rest is made of what is there now, so look at each user before you confirm it.'
          : 'Nobody is called. Stop it: then you can download its report, and start a new run with the rest.'}
      </p>
    </Notice>
  );
}

/** A brake that was on when the program ended is let go by resuming: that has to be said again. */
function CanaryLeft({ state }: { state: RunState }) {
  const { canary } = state;
  if (canary.state !== 'refused' && canary.state !== 'unconfirmed') return null;
  const said = canary.position === null ? '' : (state.users[canary.position]?.message ?? '');
  return (
    <p className="mt-1">
      {canary.state === 'unconfirmed'
        ? 'The first user’s account did not read inactive: look at it in admin.atlassian.com before you resume.'
        : `The first user was not settled as it should be: ${said} Resuming goes on with the next one.`}
    </p>
  );
}

function Since({ children }: { children: ReactNode }) {
  return <p className="mt-1 text-xs">{children}</p>;
}
