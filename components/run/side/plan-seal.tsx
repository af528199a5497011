import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

/** The digest of the confirmed plan in groups of four, with a button that copies it. */
export function PlanSeal({ digest }: { digest: string }) {
  const [copied, setCopied] = useState(false);
  const groups = digest.match(/.{1,4}/g) ?? [];
  return (
    <div className="flex items-start justify-between gap-2">
      <p className="font-mono text-xs text-ink-2">
        <span className="text-ink-3">sha256</span> {groups.join(' ')}
      </p>
      <Button
        size="sm"
        variant="quiet"
        aria-label="Copy the digest of the plan"
        onClick={() => {
          navigator.clipboard?.writeText(digest).then(
            () => setCopied(true),
            () => setCopied(false),
          );
        }}
      >
        <span role="status">{copied ? 'Copied' : 'Copy'}</span>
      </Button>
    </div>
  );
}
