import { shortDigest } from '#components/plan/confirmation.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';

/** The plan's fingerprint, by its first and last groups; the whole of it in a hint, and in the clipboard when pressed. */
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
