import { shortDigest } from '#components/plan/confirmation.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';

/** The digest of the plan, shortened. The tooltip shows all of it, and a press copies it. */
export function PlanDigest({ digest }: { digest: string }) {
  return (
    <Tooltip content={<span className="font-mono [overflow-wrap:anywhere]">SHA-256 {digest}</span>}>
      <button
        type="button"
        onClick={() => void navigator.clipboard?.writeText(digest)}
        className="min-h-6 rounded-sm font-mono text-ink-3 text-xs hover:text-ink"
      >
        plan {shortDigest(digest)}
        <span className="sr-only">: copy the whole digest</span>
      </button>
    </Tooltip>
  );
}
