'use client';
import type { DialogProps } from '#components/ui/later/dialog-window.tsx';
import { useEver } from '#components/ui/later/later.ts';
import { laterPart } from '#components/ui/later/later-part.tsx';

const Window = laterPart(async () => (await import('#components/ui/later/dialog-window.tsx')).DialogWindow);

/** A modal dialog. */
export function Dialog({ open = true, ...props }: DialogProps) {
  return useEver(open) ? <Window {...props} open={open} /> : null;
}
