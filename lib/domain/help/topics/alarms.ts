import type { Chapter } from '#lib/domain/help/topics/topic';

/** Alarms of the confirmation. */
export const alarmTopics: Chapter<
  | 'last-admins'
  | 'protected-address'
  | 'admins-by-file'
  | 'large-share'
  | 'left-inactive'
  | 'refused-before'
  | 'service-account'
  | 'recently-active'
  | 'dates-unanswered'
  | 'changed-since-export'
  | 'nobody-left'
  | 'old-export'
> = {
  'last-admins': {
    title: 'Too few organisation admins would be left',
    meaning:
      'The plan has organisation admins, and fewer than two active ones would stay. Without an active organisation admin, nobody can administer the organisation.',
    steps: [
      'Untick some of them, in the confirmation or on the review.',
      'To deactivate one of them all the same, first make somebody else an organisation admin at admin.atlassian.com.',
    ],
  },
  'protected-address': {
    title: 'A user has the address of a protected account',
    meaning:
      'The account ID is another one, but the e-mail address is that of an account that you have protected. Both probably belong to the same person.',
    steps: [
      'Compare the two accounts at admin.atlassian.com.',
      'Untick the user. Or remove the protection in Settings, with a reason, and try again.',
    ],
  },
  'admins-by-file': {
    title: 'The organisation admins are known from the file alone',
    meaning:
      'Atlassian did not say who the organisation admins are, so Lockstep protects those that the file names. Somebody who became an admin after the export was written is not protected by that.',
    steps: [
      'Upload a fresh export, or connect with an API key without scopes, and press “Check with Atlassian”.',
      'Otherwise look through the list for people who became organisation admins since, and protect them.',
    ],
  },
  'large-share': {
    title: 'The plan is a large share of the organisation',
    meaning:
      'It is within the size limit, but has a large part of the active accounts. A wrong file or a wrong filter often looks like this.',
    steps: [
      'See whether the name of the file and the numbers are those that you expect.',
      'To be asked for a reason at such a share, lower the size limit in Settings.',
    ],
  },
  'left-inactive': {
    title: 'An earlier run has left users inactive',
    meaning:
      'These users of the file were deactivated by an earlier run, or were found inactive in it, so they are not in this plan. Some of them may be active again.',
    steps: [
      'If you do not expect it, see in Runs what that run did.',
      'To have those who came back offered again, upload a fresh export or press “Check with Atlassian”.',
    ],
  },
  'refused-before': {
    title: 'Atlassian has refused users before',
    meaning:
      'An earlier run called these users, and Atlassian refused. Some reasons show only when an account is called: a check then says that it may be deactivated, and the call is refused again.',
    steps: [
      'Read the run and the reason beside each name.',
      'If you know that somebody has seen to the reason, keep the user: only the call shows it.',
      'Otherwise untick the user, since the call would most likely change nothing.',
    ],
  },
  'service-account': {
    title: 'A program may use an account',
    meaning:
      'The name looks like that of a service account, an API token of the account is in use, or it is not known which accounts are service accounts. Everything that signs in with a deactivated account stops working.',
    steps: [
      'Ask its owner what signs in with the account, and move that to another account first.',
      'Untick the users that programs need, and protect them, so that no later file selects them.',
    ],
  },
  'recently-active': {
    title: 'Users were active recently',
    meaning:
      'They were seen within the last 30 days, by the file or by Atlassian. Somebody who has left would usually not be.',
    steps: [
      'Look at the names, with the days since they were last seen.',
      'Untick those who still work with you, or keep them if you have looked.',
    ],
  },
  'dates-unanswered': {
    title: 'The dates of the file can be read in two ways',
    meaning:
      'In 03/04/2026 the day may be first, or the month. Until you say which, it is not known when these users were last seen.',
    steps: [
      'Say on the review whether the day or the month is first.',
      'Then press “Deactivate selected” again.',
    ],
  },
  'changed-since-export': {
    title: 'Users have changed since the export',
    meaning:
      'What Atlassian says now differs from the file, for example in the name or the address. An account may have been given to somebody else.',
    steps: [
      'Read the note beside each name.',
      'Untick those who are not the people that you mean, or upload a fresh export.',
    ],
  },
  'nobody-left': {
    title: 'Nobody active would be left',
    meaning:
      'All active members of an e-mail domain, of a group or of an app are in the plan. What is assigned to them, or needs their approval, then has nobody.',
    steps: [
      'See which ones they are: the names are behind the arrow.',
      'Untick somebody who stays, or keep them if this is what you mean.',
    ],
  },
  'old-export': {
    title: 'The export is old',
    meaning:
      'It was written more than a day ago. Whoever joined, left, came back or became an admin since is in it as before.',
    steps: [
      'Take a fresh export at admin.atlassian.com and upload it.',
      'Or press “Check with Atlassian”, which reads the accounts as they are now.',
    ],
  },
};
