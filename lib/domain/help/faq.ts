/** Questions that admins ask before they deactivate anybody. The facts are those of docs/atlassian-api.md. */
export const questions: readonly { id: string; question: string; answer: readonly string[] }[] = [
  {
    id: 'suspend-deactivate-delete',
    question: 'Suspend, deactivate or delete: which is which?',
    answer: [
      'Suspending takes away access to the apps of your organisation. It works for everybody in your directory, also for people whose accounts you do not manage.',
      'Deactivating locks the whole Atlassian account: the person can sign in nowhere at Atlassian. It works only for accounts that your organisation manages, keeps all content, and can be undone. This is what Lockstep does.',
      'Deleting removes the account and its personal data after 14 days, and cannot be undone afterwards. Lockstep never deletes an account.',
    ],
  },
  {
    id: 'undo',
    question: 'Can I undo it?',
    answer: [
      'Yes. Open the run and choose the restore: it re-activates exactly the users that the run deactivated. Each account is read first.',
      'A restore gives the account back. It does not bring back a licence that somebody else uses by now, nor a membership that was removed meanwhile.',
    ],
  },
  {
    id: 'what-users-see',
    question: 'What do the users notice?',
    answer: [
      'They are signed out and cannot sign in any more, at any site. Atlassian sends them an e-mail about it. Neither the API nor the administration has a switch for that e-mail.',
      'Their issues, pages and comments stay, with their name.',
    ],
  },
  {
    id: 'billing',
    question: 'When does it save money?',
    answer: [
      'A deactivated account no longer counts as billable. When that shows on an invoice depends on your plan: monthly plans count at their renewal, annual plans have a fixed number of users until they are renewed.',
      'Lockstep does not see invoices. Look at Billing in admin.atlassian.com afterwards.',
    ],
  },
  {
    id: 'scim',
    question: 'Our users come from an identity provider (SCIM). Does it work?',
    answer: [
      'Not for users who are synchronised: Atlassian refuses to change them from elsewhere, and the synchronisation would bring them back. Deactivate them in the identity provider.',
      'Lockstep shows who they are before anybody is called, as far as Atlassian says it, and “Check with Atlassian” unselects them.',
    ],
  },
  {
    id: 'api-tokens',
    question: 'Do API tokens and integrations of these people stop?',
    answer: [
      'A token acts as its owner, so what a person’s token drives stops when the account is deactivated. Where Atlassian lists the tokens, Lockstep says before the run who owns tokens in use.',
      'Accounts of programs are protected when Atlassian names them as service accounts.',
    ],
  },
  {
    id: 'who-is-protected',
    question: 'Who is never deactivated?',
    answer: [
      'Users that you protected, organisation admins, your own account, and everybody who is not on the list that you confirmed. Where it is not known who the admins are or which account is yours, it asks.',
    ],
  },
  {
    id: 'is-it-safe-to-practise',
    question: 'How can I try it without touching anybody?',
    answer: [
      'Use the demo organisation: a server on your computer that answers as Atlassian does, with made-up people.',
      'With your own organisation, choose the dry run in the confirmation: it reads every account and calls nobody.',
    ],
  },
];
