/** The tables of a directory's file. A file of another version is thrown away and read again from Atlassian. */

/** The version of the tables. Raise it with every change. */
export const directoryVersion = 1;

/** `address` is the e-mail address in lower case, and `spelling` the account ID if it is not in lower case. */
export const directoryTables = `
  CREATE TABLE name (api TEXT NOT NULL, organisation_id TEXT) STRICT;
  CREATE TABLE readings (
    account TEXT NOT NULL,
    source TEXT NOT NULL,
    at INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    address TEXT,
    spelling TEXT,
    facts TEXT NOT NULL,
    PRIMARY KEY (account, source)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX readings_by_address ON readings (address) WHERE address IS NOT NULL;
  CREATE TABLE sweeps (source TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE parts (
    roster_id TEXT NOT NULL,
    part TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (roster_id, part)
  ) STRICT, WITHOUT ROWID;
`;
