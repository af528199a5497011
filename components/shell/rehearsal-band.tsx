'use client';
import { FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { formatQuantity } from '#components/shared/format.ts';
import { useRehearsal } from '#components/shared/rehearsal/use-rehearsal.ts';
import { isDemo, useConnection } from '#components/shared/use-connection.ts';
import { switchesOn, switchLabels } from '#lib/domain/rehearsal';

/** How often the band reads the faults, in ms. */
const interval = 3_000;

/**
 * The band on every page while faults of the demo organisation are on, with their names. If they cannot be read, it says
 * so. It does not appear where Lockstep is connected to a real organisation, which no fault can reach.
 */
export function RehearsalBand() {
  const { connection } = useConnection();
  const demo = isDemo(connection);
  const { rehearsal, failure } = useRehearsal(interval, demo);
  if (!demo || failure?.code === 'not-found') return null;
  const on = rehearsal ? switchesOn(rehearsal.switches) : [];
  const unknown = !rehearsal && failure !== undefined;
  if (on.length === 0 && !unknown) return null;
  return (
    <aside
      aria-label="Faults of the demo organisation"
      className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b bg-ink px-4 py-1.5 text-on-ink sm:px-5"
    >
      <FlaskConical aria-hidden size={15} className="shrink-0 self-center max-sm:hidden" />
      <p className="min-w-0 flex-1 basis-60 text-pretty">
        <span className="font-semibold">
          {unknown
            ? 'Rehearsal: Lockstep could not read which faults are on.'
            : `Rehearsal: ${formatQuantity(on.length, 'fault')} on`}
        </span>
        {!unknown && ` · ${on.map((name) => switchLabels[name].label).join(', ')}`}
      </p>
      <Link
        href="/rehearsal"
        className="flex min-h-6 items-center whitespace-nowrap underline focus-visible:outline-on-ink"
      >
        Change the faults
      </Link>
    </aside>
  );
}
