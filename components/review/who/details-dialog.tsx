import type { ReactNode } from 'react';
import { LeafBadge } from '#components/review/grid/leaf-badge.tsx';
import { daysSince, seenText } from '#components/review/who/last-seen.ts';
import { placeOf } from '#components/review/who/place.ts';
import { sourceNoun } from '#components/review/who/source-words.ts';
import { leafLabel, problemLabel, whoIs } from '#components/review/who/user-labels.ts';
import { CopyButton } from '#components/shared/copy-button.tsx';
import { formatCount, formatDateTime, formatDay } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { HistoryLink } from '#components/shared/links/history-link.tsx';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { useConnection } from '#components/shared/use-connection.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ExternalLink } from '#components/ui/icons/lucide.tsx';
import type { ReviewUser, Roster } from '#lib/contract/roster';
import { memberAddress } from '#lib/domain/connection/administration';
import { comparedFactLabels, speakerName } from '#lib/domain/directory/contradictions';
import { topicOfPrediction, topicOfUser } from '#lib/domain/help/topic-of-user';
import type { TopicId } from '#lib/domain/help/topics/topic';

interface Props {
  user: ReviewUser;
  /** The index of their leaf in `leaves`. */
  leaf: number;
  roster: Roster;
  now: number;
  onProtect: () => void;
  onClose: () => void;
}

function notKnown({ dateWaits }: ReviewUser, { kind }: Roster): string {
  return dateWaits
    ? 'Not known: a date can be read in two ways. Say above the list whether the day or the month is first.'
    : `The ${sourceNoun(kind)} does not say.`;
}

/** The help topic about a refusal in a run; null if there was none. */
function topicOfRefusal({ refused }: ReviewUser): TopicId | null {
  return refused ? topicOfUser({ outcome: 'refused', ...(refused.code && { code: refused.code }) }) : null;
}

/** Everything that is known about one user: what will happen and why, and the cells of the file. */
export function DetailsDialog({ user, leaf, roster, now, onProtect, onClose }: Props) {
  const { lastSeen, groups, cells } = user;
  const days = daysSince(lastSeen, now);
  const label = leafLabel(user, leaf, days);
  const topic = user.block ? null : (topicOfPrediction(user.prediction) ?? topicOfRefusal(user));
  return (
    <Dialog
      onClose={onClose}
      title={
        <span className="[overflow-wrap:anywhere]">
          <OutsideText text={whoIs(user)} />
        </span>
      }
      width="lg"
      footer={<Actions user={user} onProtect={onProtect} onClose={onClose} />}
    >
      <div className="grid gap-4 text-sm">
        <p className="flex flex-wrap items-center gap-2">
          <LeafBadge label={label} />
          {label.reason !== null && label.reason !== label.gist && (
            <span className="text-ink-2">{label.reason}</span>
          )}
          {topic && <HelpLink topic={topic} />}
        </p>
        {user.accountId !== null && (
          <Part title="Account ID">
            <span className="font-mono [overflow-wrap:anywhere]">{user.accountId}</span>
            <CopyButton text={user.accountId} label="Copy the account ID" className="mx-2" />
            <HistoryLink who={user.accountId}>Runs with this user</HistoryLink>
          </Part>
        )}
        <Contradictions contradictions={user.contradictions} />
        <Problems user={user} />
        <Part title="Last seen">
          {typeof lastSeen === 'string'
            ? `${formatDay(lastSeen)} (${seenText(days)}${days > 0 ? ' ago' : ''})`
            : lastSeen === null
              ? 'Never'
              : notKnown(user, roster)}
        </Part>
        <Groups groups={groups} />
        <Part
          title={`In the ${sourceNoun(roster.kind)}, ${placeOf(user)}${roster.sheet ? ` of the sheet “${roster.sheet}”` : ''}`}
        >
          <Cells columns={roster.columns} cells={cells} />
        </Part>
      </div>
    </Dialog>
  );
}

function Actions({ user, onProtect, onClose }: Pick<Props, 'user' | 'onProtect' | 'onClose'>) {
  const { accountId, protection } = user;
  const { connection } = useConnection();
  const organisation = connection?.state === 'connected' ? connection.organisation : null;
  return (
    <>
      {accountId !== null && organisation !== null && (
        <a
          href={memberAddress(organisation.id, accountId)}
          target="_blank"
          rel="noreferrer"
          className={buttonClass({})}
        >
          <ExternalLink size={14} /> Open in Atlassian Administration
        </a>
      )}
      {accountId !== null && <Button onClick={onProtect}>{protection ? 'Protection…' : 'Protect…'}</Button>}
      <Button variant="primary" onClick={onClose}>
        Close
      </Button>
    </>
  );
}

function Problems({ user }: { user: ReviewUser }) {
  const { problems } = user;
  if (problems.length === 0) return null;
  return (
    <Part title="Problems">
      <ul className="grid gap-1">
        {problems.map(({ code, line, message }) => (
          <li key={`${code} ${line} ${message}`} className="[overflow-wrap:anywhere]">
            <span className="font-medium">{problemLabel(code)}</span>, {placeOf(user, line)}: {message}
          </li>
        ))}
      </ul>
      <HelpLink topic={problems.some(({ blocks }) => blocks) ? 'row-blocked' : 'row-doubtful'} />
    </Part>
  );
}

function Contradictions({ contradictions = [] }: Pick<ReviewUser, 'contradictions'>) {
  if (contradictions.length === 0) return null;
  const isAfterRun = contradictions.some(({ said }) => said.some(({ source }) => source === 'run'));
  return (
    <Part title="Sources contradict each other">
      <ul className="grid gap-1">
        {contradictions.map(({ fact, said }) => (
          <li key={fact} className="[overflow-wrap:anywhere]">
            <span className="font-medium">{comparedFactLabels[fact]}</span>
            <ul>
              {said.map((each) => (
                <li key={each.source}>
                  “<OutsideText text={each.value} />” by {speakerName(each)},{' '}
                  <span className="text-ink-2">{formatDateTime(each.at)}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-ink-2">
        {isAfterRun && 'The list may not show yet what the run did. '}
        Neither counts until Atlassian is asked again. <em>Read again</em> above the list does that.
      </p>
    </Part>
  );
}

function Groups({ groups }: Pick<ReviewUser, 'groups'>) {
  if (groups.length === 0) return null;
  return (
    <Part title={`Groups (${formatCount(groups.length)})`}>
      <ul className="flex max-h-40 flex-wrap gap-1 overflow-y-auto">
        {groups.map((group) => (
          <li key={group} className="rounded-md bg-sunken px-1.5 py-0.5 [overflow-wrap:anywhere]">
            <OutsideText text={group} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Cells({ columns, cells }: Pick<Roster, 'columns'> & Pick<ReviewUser, 'cells'>) {
  return (
    <dl className="divide-y border-y">
      {[...columns.entries()].map(([at, { header }]) => (
        <div key={at} className="grid gap-x-4 py-1 sm:grid-cols-[14rem_1fr]">
          <dt className="text-ink-2 [overflow-wrap:anywhere]">{header || `Column ${at + 1}`}</dt>
          <dd className="whitespace-pre-wrap [overflow-wrap:anywhere]">
            <OutsideText text={cells[at] || '—'} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="pb-1 font-medium text-ink-2 text-xs">{title}</h3>
      <div>{children}</div>
    </section>
  );
}
