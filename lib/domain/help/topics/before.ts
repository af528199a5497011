import type { Chapter } from '#lib/domain/help/topics/topic';

/** Messages about the file and the plan, before anybody is called. */
export const beforeTopics: Chapter<
  | 'file-not-understood'
  | 'file-too-large'
  | 'row-blocked'
  | 'row-doubtful'
  | 'question-open'
  | 'size-limit'
  | 'nobody-selected'
  | 'changed-meanwhile'
  | 'not-there'
  | 'not-as-needed'
> = {
  'file-not-understood': {
    title: 'The file cannot be read as a list of users',
    meaning:
      'Lockstep reads the exports of admin.atlassian.com, lists of account IDs or e-mail addresses, and other CSV files and workbooks whose columns you match. It refuses a file rather than guess at it.',
    steps: [
      'If the message offers it, choose which column is which.',
      'Take a fresh export and upload it as it came, without opening and saving it in a spreadsheet.',
      'Save an .xls, .ods or .numbers file as “CSV UTF-8” or as .xlsx first.',
    ],
  },
  'file-too-large': {
    title: 'The file is too large',
    meaning:
      'Lockstep reads files of at most 200 MB and 1,000,000 lines, and workbooks of at most 50 MB and 200,000 rows.',
    steps: [
      'See whether the file is really a list of users: Atlassian organisations are far smaller.',
      'Split it, and upload the parts one after the other.',
    ],
  },
  'row-blocked': {
    title: 'A row cannot be used',
    meaning:
      'Its cells cannot belong together, its account ID is damaged or missing, or it says something that another row of the same ID contradicts. Calling it could meet the wrong person.',
    steps: [
      'Read the remark of the row: it names the line and what is wrong.',
      'Compare it with the export as Atlassian sent it. Spreadsheets shift cells, cut digits and change dates.',
      'Correct the file, or take a fresh export, and upload it again.',
    ],
  },
  'row-doubtful': {
    title: 'A row is doubtful',
    meaning:
      'Something about it is unusual: an ID of another form, an unknown role or status, two accounts with one address, a row at a damaged place. It starts unselected.',
    steps: [
      'Read the remark of the row.',
      'If the row is right, select it. The confirmation names the doubtful rows among the selected once more.',
    ],
  },
  'question-open': {
    title: 'A question is open',
    meaning:
      'Neither Atlassian nor the file answers something that a protection depends on, for example which account is yours or who the organisation admins are. Lockstep asks instead of assuming.',
    steps: [
      'Answer the question in the confirmation, or on the review.',
      'To have Atlassian answer it, connect with an API key without scopes and press “Check with Atlassian”.',
    ],
  },
  'size-limit': {
    title: 'The run is above the size limit',
    meaning:
      'Larger runs need a written reason. The limit is a number of users and a share of the active accounts. You set it in Settings.',
    steps: [
      'Check that you really mean this many people.',
      'Write the reason into the confirmation. It is sealed with the plan, and the report shows it.',
    ],
  },
  'nobody-selected': {
    title: 'Nobody is selected',
    meaning: 'No selected user can be called: all are protected, inactive already, or cannot be used.',
    steps: [
      'Look at the filters of the review: they show how many users there are of each kind.',
      'Select the users that you mean.',
    ],
  },
  'changed-meanwhile': {
    title: 'It cannot be done as things are now',
    meaning:
      'Something stands against it: a run is under way, it was done already, or another window, another run or Atlassian has changed what it was about. Nothing was done: nobody is called on the basis of what is no longer true.',
    steps: [
      'Do what the message says, if it says something.',
      'Otherwise reload the page, look at it again, and repeat what you wanted to do.',
    ],
  },
  'not-there': {
    title: 'It is not there',
    meaning:
      'The upload, plan, run or rule was deleted, here or in another window. Or the link is of another data folder.',
    steps: [
      'Look for it in the list: uploads and runs are on the start page and in Runs.',
      'If an upload is gone, upload the file again. If a plan is gone, go back to the review, and press “Deactivate selected” again.',
    ],
  },
  'not-as-needed': {
    title: 'It was not accepted as it was given',
    meaning:
      'What was typed, chosen or uploaded does not have the form that is needed. Nothing was done with it.',
    steps: [
      'Read the message: it names what is wrong, and where.',
      'Correct that, and try again.',
      'If nothing is wrong with it, report this with the diagnostics, which are in Settings.',
    ],
  },
};
