import type { PreflightUse } from '#components/review/preflight/use-preflight.ts';
import { Button } from '#components/ui/button.tsx';
import type { Preflight } from '#lib/contract/preflight';

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
    <div className="flex flex-wrap gap-2">
      <Button size="sm" busy={busy} onClick={() => ask(['accounts', 'admins', 'provisioned', 'permissions'])}>
        {asked ? 'Check again' : 'Check with Atlassian'}
      </Button>
      {asked && (
        <Button size="sm" variant="quiet" busy={busy} onClick={() => ask(['tokens'])}>
          Check for API tokens in use
        </Button>
      )}
    </div>
  );
}
