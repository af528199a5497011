import type { Metadata } from 'next';
import { Run } from '#components/run/run.tsx';

export const metadata: Metadata = { title: 'Run' };

/** One run: live while it goes on, then its report. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <Run key={id} id={id} />;
}
