import { CopyButton } from '#components/shared/copy-button.tsx';

/** The digest of the confirmed plan in groups of four, with a button that copies it. */
export function PlanSeal({ digest }: { digest: string }) {
  const groups = digest.match(/.{1,4}/g) ?? [];
  return (
    <div className="flex items-start justify-between gap-2">
      <p className="font-mono text-xs text-ink-2">
        <span className="text-ink-3">sha256</span> {groups.join(' ')}
      </p>
      <CopyButton text={digest} label="Copy the digest of the plan" />
    </div>
  );
}
