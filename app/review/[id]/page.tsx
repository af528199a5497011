import type { Metadata } from 'next';
import { Review } from '#components/review/review.tsx';
import { Steps } from '#components/shell/steps.tsx';

export const metadata: Metadata = { title: 'Review' };

/** The review: the users of a roster who will be deactivated, and the way to the confirmation. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <Review rosterId={(await params).id} steps={<Steps current="review" />} />;
}
