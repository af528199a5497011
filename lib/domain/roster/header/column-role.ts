/** The possible contents of a column of a file. */
export type ColumnRole =
  | 'account-id'
  | 'name'
  | 'first-name'
  | 'last-name'
  | 'email'
  | 'status'
  | 'org-role'
  | 'added'
  | 'group-id'
  | 'group-name'
  | 'last-seen'
  | 'product'
  | 'billable'
  | 'claimed'
  | 'other';
