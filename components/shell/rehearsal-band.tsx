'use client';
import Link from 'next/link';
import { Fragment } from 'react';
import { formatQuantity } from '#components/shared/format.ts';
import { useRehearsal } from '#components/shared/rehearsal/use-rehearsal.ts';
import { useHeadingAfter } from '#components/shared/screen/use-heading-after.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { isDemo, useConnection } from '#components/shared/use-connection.ts';
import { FlaskConical } from '#components/ui/icons/lucide.tsx';
import { presetSwitches, type Switches, switchesOn, switchLabels } from '#lib/domain/rehearsal/switches';

const bandControl = 'flex min-h-6 items-center whitespace-nowrap underline focus-visible:outline-on-ink';

/** Time between two readings of the faults, in ms. */
const interval = 3_000;

/**
 * The band on every page while faults of the demo organisation are on, with their names. If they cannot be read, it
 * says so. It does not appear where Lockstep is connected to a real organisation, which no fault can reach. `first` has
 * the faults at the time when the server rendered the page, so that the band is in the first paint.
 */
export function RehearsalBand({ first }: { first: Switches | null }) {
  const { connection } = useConnection();
  const demo = isDemo(connection);
  const { rehearsal, failure, turn } = useRehearsal(interval, demo);
  const attempt = useAttempt();
  const known = rehearsal?.switches ?? first;
  const on = known ? switchesOn(known) : [];
  const unknown = !rehearsal && failure !== undefined;
  const gone = on.length === 0 && !unknown;
  const focusAfter = useHeadingAfter(gone);
  if ((connection && !demo) || failure?.code === 'not-found' || gone) return null;
  return (
    <aside
      aria-label="Faults of the demo organisation"
      className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b bg-ink px-4 py-1.5 text-on-ink sm:px-5"
    >
      <FlaskConical size={15} className="shrink-0 self-center max-sm:hidden" />
      <p className="min-w-0 flex-1 basis-60 text-pretty">
        <span className="font-semibold">
          {unknown
            ? 'Rehearsal: Lockstep could not read which faults are on.'
            : `Rehearsal: ${formatQuantity(on.length, 'fault')} on`}
        </span>
        {!unknown &&
          on.map((name, at) => (
            <Fragment key={name}>
              {at === 0 ? ' · ' : ', '}
              <Link href={`/rehearsal#${name}`} className="hover:underline focus-visible:outline-on-ink">
                {switchLabels[name]}
              </Link>
            </Fragment>
          ))}
        {attempt.failure && ` · ${attempt.failure.message}`}
      </p>
      <Link href="/rehearsal" className={bandControl}>
        Change the faults
      </Link>
      {!unknown && (
        <button
          type="button"
          onClick={() => {
            focusAfter();
            void attempt.run(() => turn(presetSwitches([])));
          }}
          className={bandControl}
        >
          {on.length === 1 ? 'Switch it off' : `Switch all ${on.length} off`}
        </button>
      )}
    </aside>
  );
}
