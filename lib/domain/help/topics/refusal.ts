import type { Chapter } from '#lib/domain/help/topics/topic';

/** Messages about users whom Atlassian refuses to change. The facts are those of docs/atlassian-api.md. */
export const refusalTopics: Chapter<
  | 'not-managed'
  | 'identity-provider'
  | 'address-not-verified'
  | 'not-allowed'
  | 'own-account'
  | 'no-such-account'
  | 'not-eligible'
  | 'predicted-refusal'
> = {
  'not-managed': {
    title: 'Your organisation does not manage this account',
    meaning:
      'Only accounts of a domain that your organisation has claimed can be deactivated. People with another address, such as contractors and customers, own their accounts. An account may also be managed by another organisation.',
    steps: [
      'To take away access only, suspend or remove the user in admin.atlassian.com, Directory, Users.',
      'If the address belongs to your company, claim its domain (Settings, Domains), wait until the account is managed, and start a new run with this user.',
    ],
  },
  'identity-provider': {
    title: 'An identity provider manages this account',
    meaning:
      'The account is synchronised from a directory such as Entra ID, Okta or Google Workspace. Atlassian refuses changes from elsewhere, and the next synchronisation would undo them.',
    steps: [
      'Deactivate the person in the identity provider, or take them out of its synchronisation with Atlassian.',
      'After the next synchronisation, take a fresh export and see whether the account is inactive.',
    ],
  },
  'address-not-verified': {
    title: 'The e-mail address was never verified',
    meaning:
      'The person never confirmed the address of the account, so Atlassian refuses changes to it through the API.',
    steps: [
      'Have the person verify the address, or deactivate the account in admin.atlassian.com.',
      'Then retry this user.',
    ],
  },
  'not-allowed': {
    title: 'Atlassian does not allow this for this account',
    meaning:
      'A rule of Atlassian forbids it. The details of the user show what Atlassian said. Organisation admins are a common case.',
    steps: [
      'Read what Atlassian said in the details of the user.',
      'If the person is an organisation admin, take away that role first, if it is right to do so.',
      'Try this one account in admin.atlassian.com: its page often says more.',
    ],
  },
  'own-account': {
    title: 'This is your own account',
    meaning:
      'Atlassian lets nobody deactivate themselves, and Lockstep protects the account of the person who runs it.',
    steps: ['If the account has to go, ask another organisation admin to deactivate it.'],
  },
  'no-such-account': {
    title: 'Atlassian knows no such account',
    meaning:
      'The account ID names nobody, or nobody that this key may see. The account may have been deleted, the ID may be damaged, or the file may come from another organisation.',
    steps: [
      'Compare the ID with the one on the person’s page in admin.atlassian.com.',
      'Take a fresh export and upload it as it is, without opening it in a spreadsheet.',
    ],
  },
  'not-eligible': {
    title: 'The account is not eligible',
    meaning:
      'Atlassian answered 409. Often the person still owns a site, a subscription or a billing contact, which somebody else must take over first.',
    steps: [
      'Follow the link of the message, if it has one: it opens the page where this is settled.',
      'Hand the site or the subscription over to somebody else.',
      'Retry this user.',
    ],
  },
  'predicted-refusal': {
    title: 'Lockstep predicts that Atlassian will refuse a user',
    meaning:
      'A check asks Atlassian, before anything is done, whether each account may be deactivated. For this user Atlassian says no, or one of its lists shows an obstacle, such as an identity provider. A call would change nothing.',
    steps: [
      'Open the details of the user on the review: they name the reason and what to do about it.',
      'Leave the user unselected, or remove the obstacle and press “Check again”.',
    ],
  },
};
