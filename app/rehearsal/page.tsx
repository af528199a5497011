import type { Metadata } from 'next';
import { Rehearsal } from '#components/rehearsal/rehearsal.tsx';
import { Page } from '#components/shell/page.tsx';

export const metadata: Metadata = { title: 'Rehearsal · Lockstep' };

export default function RehearsalPlace() {
  return (
    <Page
      title="Rehearsal"
      lead="Practise the worst day in the demo organisation. Break things here, run the job, and see how Lockstep handles it."
    >
      <Rehearsal />
    </Page>
  );
}
