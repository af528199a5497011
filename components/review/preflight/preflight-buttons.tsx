import type { PreflightUse } from '#components/review/preflight/use-preflight.ts';
import { foldedClass } from '#components/shared/screen/fold-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import type { Preflight } from '#lib/contract/preflight';

/** The questions of a check, in order. */
const checked = ['accounts', 'admins', 'provisioned', 'permissions'] as const;

/**
 * The buttons that begin a preflight. They are invisible while one is under way, but keep their place. The button for
 * API tokens appears before the other one, so that no button appears where another one just was.
 */
export function PreflightButtons({
  use: { ask, busy },
  preflight,
  open,
}: {
  use: PreflightUse;
  preflight: Preflight;
  /** Whether the strip is unfolded: a narrow window otherwise keeps its place for users. */
  open: boolean;
}) {
  const asked = preflight.record.parts.permissions.state !== 'never';
  const isRunning = preflight.running !== null;
  return (
    // A new key makes new buttons, so that the pressed one loses the focus at once and the bar can take it.
    <div
      key={String(isRunning)}
      className={cx('flex flex-wrap gap-2 max-sm:ml-auto', isRunning && 'invisible')}
    >
      {asked && (
        <Button
          size="sm"
          variant="quiet"
          className={foldedClass(open)}
          busy={busy}
          onClick={() => ask(['tokens'])}
        >
          Check for API tokens in use
        </Button>
      )}
      <Button size="sm" busy={busy} onClick={() => ask(checked)}>
        {asked ? (
          'Check again'
        ) : (
          <span>
            Check<span className="max-sm:sr-only"> with Atlassian</span>
          </span>
        )}
      </Button>
    </div>
  );
}

/** Stops the preflight under way. */
export function StopCheckButton({ use: { stop, busy } }: { use: PreflightUse }) {
  return (
    <Button size="sm" onClick={stop} busy={busy}>
      Stop checking
    </Button>
  );
}

/** Asks for all facts again. An ordinary check skips facts younger than 12 hours. */
export function ReadAgainButton({ use: { ask, busy } }: { use: PreflightUse }) {
  return (
    <Button
      size="sm"
      variant="quiet"
      busy={busy}
      title="Reads the organisation’s lists and asks about each selected user, even those asked a moment ago"
      onClick={() => ask(checked, true)}
    >
      Read again
    </Button>
  );
}
