import type { Pace } from '#components/run/feed/pace.ts';
import { isDrawn, type PaceLine, paceLabel, paceLine } from '#components/run/side/pace-line.ts';
import { formatCount, formatTime } from '#components/shared/format.ts';
import { cx } from '#components/ui/class-names.ts';

const width = 320;
const height = 88;

/** Users a minute from the start of the run, with the waits shaded; the text below says the same. */
export function PaceChart({ pace, until, ended }: { pace: Pace; until: number; ended: boolean }) {
  const { startedAt } = pace;
  if (startedAt === null) return <p className="text-ink-3">No data yet.</p>;
  const line = paceLine(pace, startedAt, until);
  const label = paceLabel(pace, line, ended, until);
  return (
    <figure>
      {!isDrawn(line) ? (
        <p className="py-4 text-ink-3">
          {ended ? 'Too short to chart.' : 'A line appears after a few seconds.'}
        </p>
      ) : (
        <>
          <Drawing line={line} label={`Users a minute. ${label}`.trim()} ended={ended} />
          <div aria-hidden className="mt-1 flex justify-between text-2xs text-ink-3">
            <span>{formatTime(startedAt)}</span>
            <span>{formatTime(until)}</span>
          </div>
        </>
      )}
      <figcaption className="mt-1.5 text-xs text-ink-3">
        <Legend line={line} />
        {label}
      </figcaption>
    </figure>
  );
}

function Drawing({
  line: { points, shades, top },
  label,
  ended,
}: {
  line: PaceLine;
  label: string;
  ended: boolean;
}) {
  const x = (step: number) => (points.length < 2 ? 0 : (step / (points.length - 1)) * width);
  const y = (value: number) => height - 1 - (value / top) * (height - 8);
  const path = points.map(
    (value, step) => `${step === 0 ? 'M' : 'L'}${x(step).toFixed(1)} ${y(value).toFixed(1)}`,
  );
  return (
    <div>
      {ended && (
        <p aria-hidden className="text-2xs text-ink-3">
          {formatCount(Math.round(top))}
        </p>
      )}
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="block h-22 w-full"
      >
        {shades.map(({ why, from, to }) => (
          <rect
            key={`${why} ${from}`}
            x={from * width}
            y={0}
            width={Math.max(1.5, (to - from) * width)}
            height={height}
            data-fill
            className={why === 'paused' ? 'fill-sunken' : 'fill-amber-soft'}
          />
        ))}
        <line
          x1={0}
          y1={height - 0.5}
          x2={width}
          y2={height - 0.5}
          className="stroke-line"
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={path.join('')}
          fill="none"
          strokeWidth={1.5}
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
          className="stroke-ink"
        />
      </svg>
    </div>
  );
}

/** The meaning of each shade of the chart. */
function Legend({ line: { shades } }: { line: PaceLine }) {
  const waited = shades.some(({ why }) => why === 'asked');
  const paused = shades.some(({ why }) => why === 'paused');
  if (!waited && !paused) return null;
  return (
    <span className="mb-0.5 flex flex-wrap gap-x-3">
      {waited && <Key className="bg-amber-soft">waiting for Atlassian’s rate limit</Key>}
      {paused && <Key className="bg-sunken">paused</Key>}
    </span>
  );
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden data-fill className={cx('size-2.5 rounded-sm border', className)} />
      {children}
    </span>
  );
}
