import { useLookUp } from '#components/review/look-up/use-look-up.ts';
import { waitLabels } from '#components/shared/asking.ts';
import { EarlyEndLine } from '#components/shared/failure-notice.tsx';
import { formatCount, formatDateTime, formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { MailSearch } from '#components/ui/icons/lucide.tsx';
import { Progress } from '#components/ui/progress.tsx';

/** One line above the list that looks up the accounts of users known only by their e-mail address. */
export function LookUpBar({ rosterId, refresh }: { rosterId: string; refresh: () => Promise<void> }) {
  const { lookUp, failure, busy, start, stop } = useLookUp(rosterId, true, refresh);
  if (!lookUp || (lookUp.left === 0 && !lookUp.running)) return null;
  const { running } = lookUp;
  const wrong = failure ?? lookUp.failure;
  return (
    <section aria-labelledby="look-up" className="border-b bg-amber-soft px-4 py-2 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 id="look-up" className="flex items-center gap-1.5 font-medium text-amber">
          <MailSearch size={14} />
          {running ? 'Looking up accounts' : `${formatQuantity(lookUp.left, 'user')} without an account ID`}
        </h2>
        {running ? (
          <>
            <span role="status" className="text-ink-2">
              {formatCount(running.done)} of {formatCount(running.total)}
              {running.waitsFor !== null && `, ${waitLabels[running.waitsFor]}`}
              {running.waitingUntil !== null &&
                `, waiting until ${formatDateTime(running.waitingUntil)} before asking Atlassian again`}
            </span>
            <div className="max-w-72 grow">
              <Progress label="Looking up accounts" value={running.done / Math.max(1, running.total)} />
            </div>
            <Button size="sm" busy={busy} onClick={stop}>
              Stop looking
            </Button>
          </>
        ) : (
          <>
            <p className="grow text-ink-2">
              The file has only their e-mail addresses. Lockstep can look up the accounts in the organisation.
            </p>
            <Button size="sm" busy={busy} onClick={start}>
              Look them up
            </Button>
          </>
        )}
      </div>
      {wrong && <EarlyEndLine end={wrong} />}
    </section>
  );
}
