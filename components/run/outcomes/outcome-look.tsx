import type { ReactNode } from 'react';
import type { Tone } from '#components/ui/badge.tsx';
import { Ban, Check, CircleHelp, CircleX } from '#components/ui/icons/lucide.tsx';
import type { ShownOutcome } from '#lib/domain/outcome/outcome';

interface Look {
  tone: Tone;
  icon?: ReactNode;
  /** The colour of its segment of the bar. */
  fill: string;
}

const check = <Check strokeWidth={2.5} />;

/** How outcomes look on the page of a run. Only outcomes that need a second look have a colour, and each of
 * these has an icon of its own. */
export const looks: Record<ShownOutcome, Look> = {
  deactivated: { tone: 'neutral', icon: check, fill: 'bg-ink' },
  'confirmed-inactive': { tone: 'neutral', icon: check, fill: 'bg-ink-2' },
  'already-inactive': { tone: 'neutral', fill: 'bg-control' },
  refused: { tone: 'amber', icon: <Ban />, fill: 'bg-amber' },
  failed: { tone: 'red', icon: <CircleX />, fill: 'bg-red' },
  'in-doubt': { tone: 'violet', icon: <CircleHelp />, fill: 'bg-violet' },
  skipped: { tone: 'neutral', fill: 'bg-control opacity-60' },
  're-activated': { tone: 'neutral', icon: check, fill: 'bg-ink' },
  'confirmed-active': { tone: 'neutral', icon: check, fill: 'bg-ink-2' },
  'already-active': { tone: 'neutral', fill: 'bg-control' },
  'would-deactivate': { tone: 'accent', fill: 'bg-accent' },
  'under-way': { tone: 'accent', fill: 'bg-accent' },
  'not-read-back': { tone: 'violet', fill: 'bg-violet opacity-60' },
  'not-attempted': { tone: 'neutral', fill: 'bg-transparent' },
};
