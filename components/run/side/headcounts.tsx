import { formatCount } from '#components/shared/format.ts';
import { Badge } from '#components/ui/badge.tsx';
import type { HeadcountMoment } from '#lib/domain/run/events';
import { type ComparedHeadcount, compareHeadcounts } from '#lib/domain/run/headcount';
import type { RunState } from '#lib/domain/run/state';

const labels: Record<HeadcountMoment, string> = {
  before: 'Before',
  'after-canary': 'After the first',
  end: 'At the end',
};

/**
 * The number of active accounts, expected and as Atlassian counts it. The Knowledge Base article tells the admin to
 * look it up by hand. The three counts of a run have their place from the start, so that nothing below them moves.
 */
export function Headcounts({ state }: { state: RunState }) {
  const readings = compareHeadcounts(state);
  if (readings.length === 0)
    return <p className="min-h-18 text-xs text-ink-2">They are counted before the first call.</p>;
  const departs = readings.some(({ matches }) => matches === false);
  return (
    <>
      <dl className="grid min-h-18 content-start grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1 text-xs tabular-nums">
        {readings.map((reading) => (
          <div key={reading.moment} className="contents">
            <dt className="text-ink-3">{labels[reading.moment]}</dt>
            <dd className="text-right">
              <Reading reading={reading} />
            </dd>
          </div>
        ))}
      </dl>
      {departs && (
        <p className="mt-1.5 text-xs text-ink-2">
          Somebody else may have changed accounts meanwhile, and Atlassian’s number may be late.
        </p>
      )}
    </>
  );
}

function Reading({ reading }: { reading: ComparedHeadcount }) {
  const { active, message, expected, matches } = reading;
  if (active === null) return <span className="text-ink-2">{message}</span>;
  return (
    <span className="inline-flex flex-wrap items-baseline justify-end gap-x-1.5">
      <span className="font-semibold">{formatCount(active)}</span>
      {matches === true && <Badge tone="green">as expected</Badge>}
      {matches === false && expected !== null && <Badge tone="amber">{formatCount(expected)} expected</Badge>}
    </span>
  );
}
