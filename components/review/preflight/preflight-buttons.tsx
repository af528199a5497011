import type { PreflightUse } from '#components/review/preflight/use-preflight.ts';
import { Button } from '#components/ui/button.tsx';
import type { Preflight } from '#lib/contract/preflight';

/** The questions of a check, in order. */
const checked = ['accounts', 'admins', 'provisioned', 'permissions'] as const;

/** Begins a preflight, or stops the one under way. */
export function PreflightButtons({
  use: { ask, stop, busy },
  preflight,
}: {
  use: PreflightUse;
  preflight: Preflight;
}) {
  if (preflight.running) {
    return (
      <Button size="sm" onClick={stop} busy={busy}>
        Stop checking
      </Button>
    );
  }
  const asked = preflight.record.parts.permissions.state !== 'never';
  return (
    <div className="flex flex-wrap gap-2 max-sm:ml-auto">
      <Button size="sm" busy={busy} onClick={() => ask(checked)}>
        {asked ? (
          'Check again'
        ) : (
          <span>
            Check<span className="max-sm:sr-only"> with Atlassian</span>
          </span>
        )}
      </Button>
      {asked && (
        <Button size="sm" variant="quiet" busy={busy} onClick={() => ask(['tokens'])}>
          Check for API tokens in use
        </Button>
      )}
    </div>
  );
}

/** Asks for everything anew. A check leaves out what is younger than 12 hours. */
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
