import type { Metadata } from 'next';
import { Badges } from '#components/gallery/badges.tsx';
import { Controls } from '#components/gallery/controls.tsx';
import { Messages } from '#components/gallery/messages.tsx';
import { Page } from '#components/shell/page.tsx';

export const metadata: Metadata = { title: 'Gallery' };

/** Every component in every state, in development only: the production build does not include this page. */
export default function Gallery() {
  return (
    <Page title="Gallery" lead="Every component in every state. This page exists in development only.">
      <Controls />
      <Messages />
      <Badges />
    </Page>
  );
}
