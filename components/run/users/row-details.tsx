import Link from 'next/link';
import type { ReactNode } from 'react';
import { OutsideLink } from '#components/run/outcomes/outside-link.tsx';
import { CopyButton } from '#components/shared/copy-button.tsx';
import { formatDateTime, formatDuration } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { HistoryLink } from '#components/shared/links/history-link.tsx';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { topicOfUser } from '#lib/domain/help/topic-of-user';
import { outcomeMeanings } from '#lib/domain/outcome/outcome';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunState } from '#lib/domain/run/state';
import { isCalledUnread, unreadNote } from '#lib/domain/run/unread';
import type { UserProgress } from '#lib/domain/run/user';
import { isRefuted, readingOf, verdictLabel, verdictOf, verifiedByLabels } from '#lib/domain/run/verdict';
import { laterText, verdictSource } from '#lib/domain/run/verification-texts';
import type { Decisions } from '#lib/domain/run/view/decisions';
import { searchedText } from '#lib/domain/run/view/read-text';
import { shownOutcome } from '#lib/domain/run/view/shown-outcome';

/** Everything that is known about one user of the run. */
export function RowDetails({
  state,
  entry,
  user,
  carriedOut,
  decisions,
}: {
  state: RunState;
  entry: PlanEntry;
  user: UserProgress | undefined;
  /** False if no process works on the run any more. */
  carriedOut: boolean;
  decisions: Decisions;
}) {
  const settled = decisions.settled.get(entry.position);
  const dismissed = decisions.dismissed.get(entry.position);
  const shown = shownOutcome(user, carriedOut);
  const verified = readingOf(state, entry.position);
  const later = state.verification?.later[entry.position];
  const verdict = verdictOf(state, entry.position);
  // A postponed user may have been called: the message describes that better than the outcome.
  const topic = isRefuted(state, entry.position) ? 'not-as-reported' : user ? topicOfUser(user) : null;
  const putOff = user !== undefined && shown === 'not-attempted';
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1 bg-sunken px-4 py-3 text-xs sm:pl-[3.25rem]">
      <Fact name="Account ID">
        <span className="font-mono">{entry.accountId}</span>
        <CopyButton text={entry.accountId} label="Copy the account ID" className="mx-2" />
        <HistoryLink who={entry.accountId}>All runs with this user</HistoryLink>
      </Fact>
      {entry.email !== '' && (
        <Fact name="E-mail">
          <OutsideText text={entry.email} address />
        </Fact>
      )}
      {!putOff && <Fact name="Outcome">{outcomeMeanings[shown]}</Fact>}
      {user?.message && <Fact name="What happened">{user.message}</Fact>}
      {user?.hint && <Fact name="What to do">{user.hint}</Fact>}
      {topic && (
        <Fact name="Help">
          <HelpLink topic={topic} />
        </Fact>
      )}
      {user && isCalledUnread(state, user) && <Fact name="Before the call">{unreadNote}</Fact>}
      {user?.searchedMs !== undefined && user.before !== null && (
        <Fact name="Before the call">{searchedText(user.before, user.searchedMs)}</Fact>
      )}
      {user && verdict === null && isVerifiedLater(state, user) && (
        <Fact name="Verification">Not verified yet.</Fact>
      )}
      {verified && verdict && (
        <Fact name="Verification">
          {verdictLabel(state, verdict)} · {formatDateTime(verified.at)} ·{' '}
          {verdictSource(state, entry.position)}
        </Fact>
      )}
      {later && (
        <Fact name="After a later run">
          {laterText(later)} {formatDateTime(later.at)}
          {later.source && ` · ${verifiedByLabels[later.source]}`}
        </Fact>
      )}
      {settled && (
        <Fact name="Settled">
          <Link href={`/runs/${encodeURIComponent(settled.runId)}`} className="text-accent underline">
            in run {settled.number}
          </Link>
        </Fact>
      )}
      {dismissed && (
        <Fact name="Dismissed">
          {[dismissed.reason, dismissed.by, formatDateTime(dismissed.at)].filter(Boolean).join(' · ')}
        </Fact>
      )}
      {user?.link && (
        <Fact name="Go to">
          <OutsideLink address={user.link} />
        </Fact>
      )}
      {user?.detail && (
        <Fact name="Atlassian said">
          <q className="font-mono whitespace-pre-wrap">
            <OutsideText text={user.detail} />
          </q>
        </Fact>
      )}
      {user && (
        <Fact name="Calls">
          {user.attempt === 0 ? 'None' : user.attempt}
          {user.status !== null && ` · HTTP status ${user.status}`}
          {user.tookMs > 0 && ` · ${formatDuration(user.tookMs)}`}
        </Fact>
      )}
      {user && (
        <Fact name="When">
          <time dateTime={new Date(user.at).toISOString()}>{formatDateTime(user.at)}</time>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </>
  );
}

/** Whether the outcome rests on answers to the run's own calls, until a verification reads the account. */
function isVerifiedLater({ act, imported }: RunState, { attempt, outcome }: UserProgress): boolean {
  return act !== 'dry-run' && imported === null && attempt > 0 && outcome !== null;
}
