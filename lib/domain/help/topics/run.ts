import type { Chapter } from '#lib/domain/help/topics/topic';

/** Messages about a run that waits, or that is not sure. */
export const runTopics: Chapter<
  | 'in-doubt'
  | 'first-user'
  | 'many-faults'
  | 'many-refusals'
  | 'nobody-can-be-read'
  | 'other-than-predicted'
  | 'not-as-reported'
  | 'stood-still'
> = {
  'in-doubt': {
    title: 'A user is in doubt',
    meaning:
      'A call was sent, or may have been, and the account could not be read afterwards. Lockstep does not guess: the user counts neither as deactivated nor as untouched.',
    steps: [
      'Look at the account in admin.atlassian.com.',
      'Or retry these users: a new run reads each account first, and calls only those that are still active.',
    ],
  },
  'first-user': {
    title: 'The run waits after its first users',
    meaning:
      'A run begins with one user, or with a few, and reads the account afterwards. It goes on only when the account is inactive. Here the call was refused, or the account is not inactive yet.',
    steps: [
      'Look at this user in admin.atlassian.com.',
      'If the account is deactivated there, press Resume. Atlassian sometimes shows a change late.',
      'If it is not, press Stop, and look at what the message says about the key and the account.',
    ],
  },
  'many-faults': {
    title: 'The run paused after many faults in a row',
    meaning:
      'Atlassian or the network failed several times in a row. Lockstep asks about one account now and then, and goes on by itself when it is answered.',
    steps: [
      'Wait, or look at status.atlassian.com and at your network.',
      'You can stop the run. The rest can be started later.',
    ],
  },
  'many-refusals': {
    title: 'The run paused after many refusals in a row',
    meaning:
      'Atlassian refused several users in a row. Either the file is not of this organisation, or these people have the same obstacle, such as a synchronised directory.',
    steps: [
      'Read the reason that the refused users share.',
      'If it concerns only them, press Resume.',
      'If the file is the wrong one, press Stop. Nobody else is called.',
    ],
  },
  'nobody-can-be-read': {
    title: 'No account can be read before its call',
    meaning:
      'Lockstep reads each account before it calls it, so that nobody is called who has changed since. At the moment Atlassian answers none of these readings.',
    steps: [
      'Wait: the run goes on by itself when an account can be read.',
      'If this key can never read accounts, choose “Go on without reading”. The report then says that nobody was read.',
    ],
  },
  'other-than-predicted': {
    title: 'The run departs from its prediction',
    meaning:
      'Lockstep predicted what would happen to each user, and it happened otherwise to more of them than chance explains. The organisation may have changed since it was checked, or another run has done this work already.',
    steps: [
      'Compare predicted and actual on the run page.',
      'If it is explained, press Resume. Else press Stop, check again on the review, and start a new run.',
    ],
  },
  'not-as-reported': {
    title: 'An account is not as the run left it',
    meaning:
      'It was read again after the run, and it is active although it was deactivated, or inactive although it was restored. The call had no effect, or an identity provider or another admin has changed the account since. Atlassian may also show a change late.',
    steps: [
      'Look at the account in admin.atlassian.com.',
      'If an identity provider manages the person, make the change there.',
      'Press “Verify again” on the page of the run. If the account is still not as it should be, retry the user, or dismiss them with a reason.',
    ],
  },
  'stood-still': {
    title: 'The run has stood still for more than a day',
    meaning:
      'Its plan was judged by what was known when it was sealed. Since the last call, somebody may have become an organisation admin, or may have been restored on purpose. After the clock of this computer was set back, it is not known how long the run has stood still.',
    steps: [
      'Press Stop. Every outcome is kept, and nobody else is called.',
      'Make a new run of the rest from the page of this run. It is judged by what is known now.',
    ],
  },
};
