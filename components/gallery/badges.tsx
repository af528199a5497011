'use client';
import type { ComponentProps } from 'react';
import { LeafBadge } from '#components/review/grid/leaf-badge.tsx';
import { OutcomeBadge } from '#components/run/outcomes/outcome-badge.tsx';
import { looks } from '#components/run/outcomes/outcome-look.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Panel } from '#components/ui/panel.tsx';

type LeafLabel = ComponentProps<typeof LeafBadge>['label'];

/** A text to stand beside each leaf. The type asks for all of them. */
const gists: Record<LeafLabel['leaf'], string> = {
  'will-deactivate': '',
  'not-checked': 'active 16 days ago',
  refused: 'Provisioned by your identity provider',
  'not-managed': 'Not among the managed accounts',
  doubtful: 'Damaged text, line 12',
  'not-selected': '',
  protected: 'organisation admin',
  'already-inactive': '',
  unusable: 'No account ID, line 3',
};

const tones: Record<Tone | 'outline', true> = {
  neutral: true,
  accent: true,
  green: true,
  amber: true,
  red: true,
  violet: true,
  outline: true,
};

/** The badges of leaves and outcomes. */
export function Badges() {
  return (
    <>
      <Panel title="Badges">
        <div className="flex flex-wrap gap-2">
          {Object.keys(tones).map((tone) => (
            <Badge key={tone} tone={tone as Tone}>
              {tone}
            </Badge>
          ))}
        </div>
      </Panel>
      <Panel title="What will happen">
        <ul className="grid min-w-0 gap-1.5">
          {Object.entries(gists).map(([leaf, gist]) => (
            <li key={leaf} className="flex min-w-0 items-center gap-2">
              <LeafBadge
                label={{
                  leaf: leaf as LeafLabel['leaf'],
                  gist,
                  warns: leaf === 'not-checked' || leaf === 'doubtful',
                  reason: null,
                }}
              />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Outcomes">
        <div className="flex flex-wrap items-center gap-2">
          {Object.keys(looks).map((look) => (
            <OutcomeBadge key={look} label={{ badge: look, look: look as keyof typeof looks }} />
          ))}
          <OutcomeBadge label={{ badge: 'Again in 0:04', look: 'waiting' }} />
        </div>
      </Panel>
    </>
  );
}
