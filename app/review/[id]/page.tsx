import type { Metadata } from 'next';
import { Review } from '#components/review/review.tsx';
import { Steps } from '#components/shell/steps.tsx';

export const metadata: Metadata = { title: 'Review' };

/** Which users of a roster will be deactivated, and the way to the confirmation. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <Review rosterId={(await params).id} steps={<Steps current="review" />} />;
}
