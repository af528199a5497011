import type { Tally } from '#components/runs/run-tally.ts';
import { formatCount } from '#components/shared/format.ts';
import { cx } from '#components/ui/class-names.ts';
import type { ShownOutcome } from '#lib/domain/outcome/outcome';

const fills: Record<ShownOutcome, string> = {
  deactivated: 'bg-ink',
  'confirmed-inactive': 'bg-ink-2',
  'already-inactive': 'bg-control',
  refused: 'bg-amber',
  failed: 'bg-red',
  'in-doubt': 'bg-violet',
  skipped: 'bg-control opacity-60',
  're-activated': 'bg-ink',
  'confirmed-active': 'bg-ink-2',
  'already-active': 'bg-control',
  'would-deactivate': 'bg-accent',
  'under-way': 'bg-accent',
  'not-read-back': 'bg-violet opacity-60',
  'not-attempted': 'bg-transparent',
};

/** The outcomes of a run as segments of a bar. The text below says the same. */
export function TallyBar({ tallies }: { tallies: readonly Tally[] }) {
  return (
    <div
      aria-hidden
      data-fill
      className="flex h-2 gap-px overflow-hidden rounded-full bg-sunken forced-colors:border forced-colors:border-[CanvasText]"
    >
      {tallies.map(({ outcome, count }) => (
        <span
          key={outcome}
          className={cx('min-w-[3px]', fills[outcome])}
          style={{ flexGrow: count, flexBasis: 0 }}
        />
      ))}
    </div>
  );
}

/** The same as labels, each with the colour of its segment. */
export function TallyLabels({ tallies }: { tallies: readonly Tally[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-2">
      {tallies.map(({ outcome, label, count }) => (
        <li key={outcome} className="flex items-center gap-1.5 whitespace-nowrap">
          <span
            aria-hidden
            data-fill
            className={cx(
              'size-1.5 rounded-full',
              outcome === 'not-attempted' ? 'border border-control' : fills[outcome],
            )}
          />
          {formatCount(count)} {label.toLowerCase()}
        </li>
      ))}
    </ul>
  );
}
