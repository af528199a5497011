import type { Metadata } from 'next';
import { UserHistory } from '#components/history/user-history.tsx';
import { Page } from '#components/shell/page.tsx';

export const metadata: Metadata = { title: 'History of a user' };

/** The history of one user over all runs. */
export default function History() {
  return (
    <Page
      title="History of a user"
      lead="What every run in this data folder did with one account, found by its ID, an e-mail address or a name: its outcome, what was read after it, and what was decided."
    >
      <UserHistory />
    </Page>
  );
}
