import type { Metadata } from 'next';
import { Compare } from '#components/compare/compare.tsx';

export const metadata: Metadata = { title: 'Compare with now' };

/** An ended run compared with a fresh export, or with the directory. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <Compare key={id} runId={id} />;
}
