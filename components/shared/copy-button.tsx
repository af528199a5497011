'use client';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Check, Copy } from '#components/ui/icons/lucide.tsx';

/** Time for which the button says that it has copied, in ms. */
const shownFor = 4_000;

/** Copies `text`. `label` is what a screen reader says, such as *Copy the account ID*. */
export function CopyButton({
  text,
  label,
  children = 'Copy',
  variant = 'quiet',
  className,
}: {
  text: string;
  label: string;
  /** The visible label; null for an icon alone. */
  children?: string | null;
  variant?: 'default' | 'quiet';
  className?: string;
}) {
  const [result, setResult] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (result === null) return;
    const timer = setTimeout(() => setResult(null), shownFor);
    return () => clearTimeout(timer);
  }, [result]);
  const resultLabel = result === 'copied' ? 'Copied' : result === 'failed' ? 'Not copied' : null;
  const Icon = result === 'copied' ? Check : Copy;
  return (
    <>
      <Button
        size="sm"
        variant={variant}
        // Users of speech input name what they see. A title with the same text would be read out twice.
        {...(children === null ? { title: label } : { 'aria-label': resultLabel ?? label })}
        className={className}
        onClick={() => {
          const copying = navigator.clipboard?.writeText(text) ?? Promise.reject();
          copying.then(
            () => setResult('copied'),
            () => setResult('failed'),
          );
        }}
      >
        <Icon size={13} />
        {children !== null && <span>{resultLabel ?? children}</span>}
      </Button>
      <span role="status" className="sr-only">
        {resultLabel}
      </span>
    </>
  );
}
