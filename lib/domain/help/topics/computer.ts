import type { Chapter } from '#lib/domain/help/topics/topic';

/** Messages about Lockstep itself and the computer that it runs on. */
export const computerTopics: Chapter<
  | 'sign-in-again'
  | 'only-watching'
  | 'nothing-can-be-written'
  | 'data-folder-changed'
  | 'lockstep-not-running'
  | 'fault-of-lockstep'
> = {
  'sign-in-again': {
    title: 'This browser is not signed in',
    meaning:
      'Every start of Lockstep has a new address and a link that works once, so that no other program on this computer can use it.',
    steps: [
      'Press Enter in the terminal that Lockstep runs in. It prints a new link.',
      'Open that link. Safari needs the second one, under plain localhost.',
    ],
  },
  'only-watching': {
    title: 'Another Lockstep works in this data folder',
    meaning: 'Only one of them may call users and change data. This one shows what the other one does.',
    steps: ['Use the other one, or stop it (Ctrl-C in its terminal).', 'Then start this one again.'],
  },
  'nothing-can-be-written': {
    title: 'Nothing can be written',
    meaning:
      'The disk is full, or the data folder was moved, replaced or locked. Lockstep calls nobody while it cannot record the call.',
    steps: [
      'Free some space, or put the data folder back in its place. Settings shows its path.',
      'Restart Lockstep. A run that was under way is shown as interrupted and can be resumed.',
    ],
  },
  'data-folder-changed': {
    title: 'The data folder is not as Lockstep left it',
    meaning:
      'Something in it is lost, damaged or changed, or cannot be written. An older copy of the folder, a failing or full disk, or another program can cause that. A run that is not as it was sealed calls nobody, and a setting that cannot be read has its safer value. A run in a copy of the folder goes on only if you say that it is the newest copy.',
    steps: [
      'Read the message: it names what is affected.',
      'Run npm run check-journal in the folder of the program. It checks every plan and journal, and changes nothing.',
      'If you have a newer copy of the data folder, stop Lockstep and put that copy in its place. Settings shows the path.',
      'If you are asked whether this is the newest copy, look where else the folder is, such as on another computer or in a backup, and open the run there. If it went on there, stop it here.',
      'If the disk is full or failing, free some space, or move the folder to another disk.',
    ],
  },
  'lockstep-not-running': {
    title: 'Lockstep does not answer',
    meaning:
      'The program has ended, is suspended or busy, or this computer was asleep. A page alone calls nobody. What happened until then is in the journal.',
    steps: [
      'If you pressed Ctrl-Z in its terminal, type fg there: it goes on.',
      'Otherwise end it, if it is still there, start it again with npm start, and open the new link.',
      'Open the run: it can be resumed. Each user is read first, so nobody is called twice.',
    ],
  },
  'fault-of-lockstep': {
    title: 'A fault of Lockstep',
    meaning:
      'Something happened that Lockstep did not expect, or the page is older than the program. Nothing is reported as done that was not recorded.',
    steps: [
      'Reload the page, and try again.',
      'If it happens again, look into the terminal, and use Settings, Copy diagnostics, for a report. It contains no names.',
    ],
  },
};
