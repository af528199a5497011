/** The tables of a directory's file. A file of another version is thrown away and read again from Atlassian. */

/** The version of the tables. Raise it with every change. */
export const directoryVersion = 6;

/**
 * An account is kept under its key (lower case) and a number, because the number makes everything else small.
 * `spelling` is the account ID if it is not in lower case, and `readings` a text of `stored-readings.ts`. The table
 * `readings` has nothing that is not in those texts: it finds accounts by address, by age, and by sweep. `source` is a
 * number of `sourceNumbers`, and `address` the e-mail address in the form of `addressOf`. `shared` has each address that was ever
 * said of two accounts.
 */
export const directoryTables = `
  CREATE TABLE name (api TEXT NOT NULL, organisation_id TEXT) STRICT;
  CREATE TABLE accounts (
    number INTEGER PRIMARY KEY,
    account TEXT NOT NULL UNIQUE,
    spelling TEXT,
    readings TEXT NOT NULL
  ) STRICT;
  CREATE TABLE readings (
    account INTEGER NOT NULL REFERENCES accounts (number),
    source INTEGER NOT NULL,
    at INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    address TEXT,
    PRIMARY KEY (account, source)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX readings_by_address ON readings (address) WHERE address IS NOT NULL;
  CREATE INDEX readings_by_age ON readings (source, at);
  CREATE TABLE shared (address TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE sweeps (source TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE parts (
    roster_id TEXT NOT NULL,
    part TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (roster_id, part)
  ) STRICT, WITHOUT ROWID;
`;
