import { shortDigest } from '#components/plan/confirmation.ts';
import { CopyButton } from '#components/shared/copy-button.tsx';

/** The digest of the plan, shortened, with a button that copies all of it. */
export function PlanDigest({ digest }: { digest: string }) {
  return (
    <span title={`SHA-256 ${digest}`} className="flex items-center gap-1 font-mono text-ink-3 text-xs">
      plan {shortDigest(digest)}
      <CopyButton text={digest} label="Copy the whole digest" />
    </span>
  );
}
