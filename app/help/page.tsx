import type { Metadata } from 'next';
import { HelpTopics } from '#components/help/help-topics.tsx';
import { Questions } from '#components/help/questions.tsx';
import { Page } from '#components/shell/page.tsx';

export const metadata: Metadata = { title: 'Help' };

export default function Help() {
  return (
    <Page
      title="Help"
      lead="What each message means and how to go on, and what admins ask before they deactivate anybody."
    >
      <HelpTopics />
      <Questions />
    </Page>
  );
}
