/**
 * The database's schema, as steps from one version to the next. A released step is never edited, so that old runs still
 * open. Step n leads from version n to version n + 1 (`PRAGMA user_version`).
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE rosters (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    written_at INTEGER,
    summary TEXT,
    operator_absent INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE roster_users (
    roster_id TEXT NOT NULL REFERENCES rosters (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    user TEXT NOT NULL,
    PRIMARY KEY (roster_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE roster_unticked (
    roster_id TEXT NOT NULL REFERENCES rosters (id) ON DELETE CASCADE,
    account_id TEXT NOT NULL,
    PRIMARY KEY (roster_id, account_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE protections (
    account_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE protection_history (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('added', 'removed')),
    account_id TEXT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL
  ) STRICT;

  CREATE TABLE plans (id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, plan TEXT NOT NULL) STRICT;
  CREATE TABLE plan_entries (
    plan_id TEXT NOT NULL REFERENCES plans (id),
    position INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (plan_id, position),
    UNIQUE (plan_id, account_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    plan_id TEXT NOT NULL UNIQUE REFERENCES plans (id),
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE journal (
    run_id TEXT NOT NULL REFERENCES runs (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (run_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER journal_is_append_only BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  `,
  `
  CREATE TABLE preflights (
    roster_id TEXT PRIMARY KEY REFERENCES rosters (id) ON DELETE CASCADE,
    record TEXT NOT NULL
  ) STRICT;
  CREATE TABLE preflight_accounts (
    roster_id TEXT NOT NULL REFERENCES rosters (id) ON DELETE CASCADE,
    account_id TEXT NOT NULL,
    listed TEXT,
    answer TEXT,
    tokens TEXT,
    PRIMARY KEY (roster_id, account_id)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE plan_entries ADD COLUMN prediction TEXT;
  ALTER TABLE plans ADD COLUMN alarms TEXT;
  `,
  `
  CREATE TABLE protection_rules (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    pattern TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE protection_catches (
    rule_id TEXT NOT NULL REFERENCES protection_rules (id) ON DELETE CASCADE,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (rule_id, account_id)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE protection_history ADD COLUMN what TEXT;
  `,
  `
  CREATE TABLE journal_heads (
    run_id TEXT PRIMARY KEY REFERENCES runs (id),
    entries INTEGER NOT NULL,
    hash TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO journal_heads (run_id, entries, hash)
    SELECT run_id, seq, hash
    FROM journal JOIN (SELECT run_id AS id, max(seq) AS last FROM journal GROUP BY run_id)
      ON run_id = id AND seq = last;
  CREATE TABLE run_closings (
    run_id TEXT NOT NULL REFERENCES runs (id),
    why TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (run_id, why)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE protection_history ADD COLUMN rule TEXT;
  `,
  // Atlassian's answers are in the directory's own file now. They were never more than what can be asked again.
  `
  DROP TABLE preflight_accounts;
  DROP TABLE preflights;
  `,
  // Users whom an export calls inactive can be ticked once Atlassian calls them active, and stay unticked until then.
  `
  INSERT OR IGNORE INTO roster_unticked (roster_id, account_id)
    SELECT roster_id, account
    FROM (
      SELECT
        roster_id,
        CASE WHEN json_valid(user) THEN user ->> '$.accountId' END AS account,
        CASE WHEN json_valid(user) THEN user ->> '$.status' END AS status,
        CASE WHEN json_valid(user) THEN EXISTS (
          SELECT 1 FROM json_each(user, '$.problems') AS problem
          WHERE CASE WHEN problem.type = 'object' THEN problem.value ->> '$.blocks' END
        ) END AS blocked,
        CASE WHEN json_valid(summary) THEN summary ->> '$.kind' END AS kind
      FROM roster_users JOIN rosters ON rosters.id = roster_id
    )
    WHERE status = 'inactive' AND account IS NOT NULL AND NOT blocked
      AND kind IN ('users-export', 'managed-accounts-export', 'domain-export');
  `,
  // The users and ticks of a roster are in a file of its own. Until the start has moved them, `in_file` is 0, and they
  // are in `roster_users` and `roster_unticked`.
  'ALTER TABLE rosters ADD COLUMN in_file INTEGER NOT NULL DEFAULT 0;',
  // Summaries of ended runs, so that the start need not read their journals. Each is made again if it is missing.
  `
  CREATE TABLE run_summaries (
    run_id TEXT PRIMARY KEY REFERENCES runs (id),
    entries INTEGER NOT NULL,
    head TEXT NOT NULL,
    summary TEXT NOT NULL,
    verdicts TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];

/** Marks the file as Lockstep's ("LKST"). */
export const applicationId = 0x4c4b5354;
