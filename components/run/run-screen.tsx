import { useEffect, useState } from 'react';
import { announcementOf } from '#components/run/announcement.ts';
import type { FeedView } from '#components/run/feed/run-feed.ts';
import type { RunControl } from '#components/run/feed/use-run-control.ts';
import { lastHeardLabel } from '#components/run/last-heard.ts';
import { useConnectionNotice } from '#components/run/notices/connection-notice.tsx';
import { liveNotices } from '#components/run/notices/live-notices.tsx';
import { NoticeDock } from '#components/run/notices/notice-dock.tsx';
import { RunNotices } from '#components/run/notices/run-notices.tsx';
import { NowLabel } from '#components/run/now-label.tsx';
import { runTallies } from '#components/run/outcomes/tallies.ts';
import { Place } from '#components/run/place.tsx';
import { RunReport } from '#components/run/report/run-report.tsx';
import { RunHeader } from '#components/run/run-header.tsx';
import { RunProgress } from '#components/run/run-progress.tsx';
import { NeedsAttention } from '#components/run/side/needs-attention.tsx';
import { RunSide } from '#components/run/side/run-side.tsx';
import { useRunStatus } from '#components/run/use-run-status.ts';
import { useStillMinutes } from '#components/run/use-still-minutes.ts';
import { RunUsers } from '#components/run/users/run-users.tsx';
import { showList } from '#components/run/users/show-list.ts';
import { useRunCommands } from '#components/run/users/use-run-commands.ts';
import { useRunRows } from '#components/run/users/use-run-rows.ts';
import { useAnnouncement } from '#components/shared/screen/use-announcement.ts';
import type { RunDetail } from '#lib/contract/run';
import { dryRunMark } from '#lib/domain/outcome/act';
import type { RunState } from '#lib/domain/run/state';
import { statusLine, windowTitle } from '#lib/domain/run/view/status';
import { revealed } from '#lib/domain/text/odd-characters';

interface Props {
  detail: RunDetail;
  view: FeedView;
  control: RunControl;
}

/** The page of a run whose journal was read: live while the run is under way, then with its report. */
export function RunScreen({ detail, view, control }: Props) {
  const { run: state, pace } = view;
  const ended = state.status === 'ended';
  // Everything in the window when the run ends stays in its place: the report then opens below it.
  const [watched] = useState(!ended);
  const carriedOut = control.abandoned === null;
  const hasCommands = !ended && control.abandoned?.kind !== 'end-unwritten' && !detail.watching;
  const { now, lost, heardAt, stale, perMinute, ...known } = useRunStatus({ detail, view, control });
  const { status, decisions, obstacle, isObstacleKnown } = known;
  const stillMinutes = useStillMinutes(detail.run.id, state.seq);
  const tallies = runTallies(state, carriedOut, watched);
  const unseen = useConnectionNotice(view.connection);
  const notices = liveNotices({
    state,
    control,
    obstacle,
    now,
    stillMinutes,
    unread: tallies.find(({ kind }) => kind === 'not-read-back')?.count ?? 0,
    changed: detail.run.differences.length > 0,
    stale,
  });
  if (unseen && !lost) notices.unshift(unseen);
  const list = useRunRows(view, detail.entries, carriedOut);
  useRunCommands({ list, entries: detail.entries, tallies, state });
  const nameOf = (position: number) => nameAt(detail.entries, position);
  const firstUser = nameOf(firstPosition(state));
  const line = statusLine(status);
  const { text, turn } = announcementOf(state, status, { firstUser, stale });
  const announced = useAnnouncement(text, turn);
  const gone = lost === 'silent' ? 'No answer' : 'Not running';
  const title = stale ? `${gone} · ${windowTitle(status)}` : windowTitle(status);
  useTitle(state.act === 'dry-run' ? `${dryRunMark} · ${title}` : title);

  function listAttention(): void {
    list.show('attention');
    showList('filter');
  }
  const report = ended && (
    <RunReport
      detail={detail}
      view={view}
      onAttention={listAttention}
      decisions={decisions}
      followAgain={control.followAgain}
    />
  );
  return (
    <Place commands={hasCommands}>
      <RunHeader
        run={detail.run}
        state={state}
        status={status}
        control={control}
        obstacle={obstacle}
        asks={!isObstacleKnown}
        watching={detail.watching}
        open={decisions.open.size}
        watched={watched}
      />
      <p role="status" className="sr-only">
        {announced}
      </p>
      <RunNotices state={state} detail={detail} />
      {watched ? <NoticeDock notices={notices} commands={hasCommands} headline={status.title} /> : notices}
      <RunProgress
        tallies={tallies}
        total={state.total}
        settled={state.settled}
        watched={watched}
        line={line}
        now={
          stale ? (
            lastHeardLabel(heardAt, state)
          ) : (
            <>
              <NowLabel
                state={state}
                phase={status.phase}
                now={now}
                perMinute={perMinute}
                nameOf={nameOf}
                firstUser={firstUser}
                obstacle={obstacle}
              />
              {watched && ended && (
                <a href="#report" className="ml-2 whitespace-nowrap font-medium text-accent hover:underline">
                  See the report
                </a>
              )}
            </>
          )
        }
        filter={list.filter}
        onFilter={list.show}
      />
      {!watched && report}
      <p className="hidden print:block">
        This print of the page has no list of users. <i>Save as PDF</i> on the page prints the whole report.
      </p>
      <div className="grid items-start gap-3 sm:gap-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
        <RunUsers
          list={list}
          tallies={tallies}
          entries={detail.entries}
          state={state}
          now={now}
          carriedOut={carriedOut}
          decisions={decisions}
          watched={watched}
        />
        <div className="grid min-w-0 gap-3 sm:gap-4 lg:row-span-2">
          {watched && <NeedsAttention state={state} onList={listAttention} />}
          <RunSide
            run={detail.run}
            state={state}
            settled={decisions.settled}
            pace={pace}
            firstUser={firstUser}
            now={now}
            watched={watched}
            watching={detail.watching}
            isLive={view.connection.state !== 'closed' && view.connection.state !== 'misunderstood'}
            followAgain={control.followAgain}
          />
        </div>
        {watched && report}
      </div>
    </Place>
  );
}

function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** The position of the user who is done alone: the canary, or the user under way while the canary is not known. */
function firstPosition({ canary, open, next }: RunState): number {
  return canary.position ?? (open.size > 0 ? Math.min(...open) : next);
}

function nameAt(entries: RunDetail['entries'], position: number): string {
  const entry = entries[position];
  return entry ? revealed(entry.name || entry.email || entry.accountId) : 'the first user';
}
