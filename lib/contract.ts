/**
 * The HTTP API in types: what the browser (or a script) sends and what it gets. Shared by server and browser;
 * documented for people in `docs/http-api.md`.
 */
import { z } from 'zod';
import { planEntrySchema, planSchema } from '#lib/domain/plan';
import { planAlarmSchema } from '#lib/domain/plan-alarm';
import { brakeSchema } from '#lib/domain/plan-brake';
import { planSourceSchema } from '#lib/domain/plan-source';
import {
  predictionKinds,
  predictionSchema,
  preflightParts,
  preflightRecordSchema,
} from '#lib/domain/preflight';
import { protectionSchema } from '#lib/domain/protection';
import { ledgerViews, organisationWishSchema, switchesSchema } from '#lib/domain/rehearsal';
import { runCommandSchema } from '#lib/domain/run-commands';
import { journalEntrySchema } from '#lib/domain/run-events';
import { runSourceSchema } from '#lib/domain/run-import';
import { runOptionsSchema } from '#lib/domain/run-options';

/** Every unsuccessful answer of the API: what is wrong, and what to do. */
export const apiErrorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    cure: z.string(),
    /** Further lines, such as the columns that were found. */
    details: z.array(z.string()).optional(),
  }),
});
export type ApiError = z.infer<typeof apiErrorSchema>['error'];

// Connection ----------------------------------------------------------------------------------------------------

const organisationSchema = z.object({ id: z.string(), name: z.string() });

/** How the key was last found to be. `unchecked` says why nothing could be learnt. */
export const keyCheckSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('accepted'), at: z.number() }),
  z.object({ state: z.literal('unchecked'), at: z.number(), message: z.string(), cure: z.string() }),
  z.object({
    state: z.literal('refused'),
    at: z.number(),
    message: z.string(),
    cure: z.string(),
    words: z.string().nullable(),
  }),
]);

export const connectionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none'), typedKeyUrl: z.string() }),
  z.object({
    state: z.literal('connected'),
    /** Where a key that is typed is sent: set by the environment of the program only. */
    typedKeyUrl: z.string(),
    source: z.enum(['demo', 'typed', 'environment']),
    apiUrl: z.string(),
    /** The last four characters of the key, all the page ever sees of it. */
    keyTail: z.string(),
    /** Null while several organisations are to choose from, or none is known. */
    organisation: organisationSchema.nullable(),
    organisations: z.array(organisationSchema),
    check: keyCheckSchema,
  }),
]);
export type Connection = z.infer<typeof connectionSchema>;
export type KeyCheck = z.infer<typeof keyCheckSchema>;

/** PUT /api/connection */
export const connectRequestSchema = z.discriminatedUnion('source', [
  z.object({ source: z.literal('demo') }),
  z.object({
    source: z.literal('typed'),
    key: z.string().min(1).max(4_000),
    organisationId: z.string().max(100).optional(),
  }),
  /** Chooses one of the organisations that the connected key sees. */
  z.object({ source: z.literal('choose'), organisationId: z.string().min(1).max(100) }),
  /** Asks Atlassian again whether the connected key works. */
  z.object({ source: z.literal('recheck') }),
]);
export type ConnectRequest = z.infer<typeof connectRequestSchema>;

// Rosters -------------------------------------------------------------------------------------------------------

const columnSchema = z.object({ header: z.string(), role: z.string() });

export const countsSchema = z.object({
  users: z.number(),
  ticked: z.number(),
  unticked: z.number(),
  protected: z.number(),
  alreadyInactive: z.number(),
  unusable: z.number(),
});

/** Which account is the admin's own: without an answer no plan is sealed. */
export const operatorSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unknown') }),
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('known'), accountId: z.string(), name: z.string(), email: z.string() }),
]);
export type Operator = z.infer<typeof operatorSchema>;

/** GET /api/rosters (a list of these), GET /api/rosters/{id} */
export const rosterSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['users-export', 'managed-accounts-export', 'domain-export', 'account-list']),
  createdAt: z.number(),
  /** When the file was written, where the browser said; ms since the epoch. */
  writtenAt: z.number().nullable(),
  /** How many users were read from it. */
  users: z.number(),
  columns: z.array(columnSchema),
  delimiter: z.string(),
  encoding: z.string(),
  /** Things about the file as a whole that the admin should know. */
  notes: z.array(z.object({ line: z.number(), message: z.string() })),
});
export type Roster = z.infer<typeof rosterSchema>;

/** GET /api/rosters/{id} */
export const rosterDetailSchema = rosterSchema.extend({ counts: countsSchema, operator: operatorSchema });
export type RosterDetail = z.infer<typeof rosterDetailSchema>;

const problemSchema = z.object({
  code: z.string(),
  message: z.string(),
  line: z.number(),
  blocks: z.boolean(),
});

export const reviewUserSchema = z.object({
  position: z.number(),
  line: z.number(),
  accountId: z.string().nullable(),
  name: z.string(),
  email: z.string(),
  status: z.enum(['active', 'suspended', 'inactive', 'unknown']),
  organisationAdmin: z.boolean(),
  orgRole: z.string(),
  groups: z.array(z.string()),
  /** YYYY-MM-DD; null for never; absent where the file does not say. */
  lastSeen: z.string().nullable().optional(),
  /** In the order of the roster's columns. */
  cells: z.array(z.string()),
  problems: z.array(problemSchema),
  ticked: z.boolean(),
  /** Why the user cannot be ticked; null where they can. */
  block: z
    .object({
      code: z.enum(['unreadable', 'duplicate', 'protected', 'already-inactive']),
      reason: z.string(),
    })
    .nullable(),
  /** Where the protection of this account comes from. */
  protection: z.enum(['admin', 'organisation-admin', 'operator']).nullable(),
  /** What preflight expects; absent where nothing was asked. */
  prediction: predictionSchema.optional(),
});
export type ReviewUser = z.infer<typeof reviewUserSchema>;

/** GET /api/rosters/{id}/users */
export const reviewSchema = z.object({ users: z.array(reviewUserSchema) });

/** PUT /api/rosters/{id}/ticks: ticks or unticks the eligible ones of these accounts, or of all. */
export const ticksRequestSchema = z.object({
  accountIds: z.union([z.literal('all'), z.array(z.string().max(128)).max(1_000_000)]),
  ticked: z.boolean(),
});
export type TicksRequest = z.infer<typeof ticksRequestSchema>;
export const ticksAnswerSchema = z.object({ counts: countsSchema });

/** PUT /api/rosters/{id}/operator: the admin's own account, or null: it is not in this file. */
export const operatorRequestSchema = z.object({ accountId: z.string().max(128).nullable() });

// Preflight -----------------------------------------------------------------------------------------------------

/** GET, POST, DELETE /api/rosters/{id}/preflight */
export const preflightSchema = z.object({
  record: preflightRecordSchema.pick({ parts: true, accounts: true, admins: true }),
  /** What is being asked now; `total` and `waitingUntil` (ms since the epoch) are null where there is none. */
  running: z
    .object({
      part: z.enum(preflightParts),
      done: z.number(),
      total: z.number().nullable(),
      waitingUntil: z.number().nullable(),
    })
    .nullable(),
  /** How many users of the roster are predicted what. */
  predicted: z.partialRecord(z.enum(predictionKinds), z.number()),
});
export type Preflight = z.infer<typeof preflightSchema>;

/** POST /api/rosters/{id}/preflight: which questions to ask. */
export const preflightRequestSchema = z.object({
  parts: z.array(z.enum(preflightParts)).min(1).default(['accounts', 'admins', 'provisioned', 'permissions']),
});

/** GET and PUT /api/brake */
export const brakeAnswerSchema = z.object({ brake: brakeSchema });
export const brakeRequestSchema = brakeSchema;

// Protection ----------------------------------------------------------------------------------------------------

/** GET /api/protections */
export const protectionsSchema = z.object({ protections: z.array(protectionSchema) });

/** POST /api/protections */
export const protectRequestSchema = z.object({
  accountId: z.string().min(1).max(128),
  name: z.string().max(500).default(''),
  email: z.string().max(500).default(''),
  reason: z.string().trim().max(500).default(''),
});
export type ProtectRequest = z.input<typeof protectRequestSchema>;

/** DELETE /api/protections/{accountId}: a reason is asked for unless the admin set the protection. */
export const unprotectRequestSchema = z.object({ reason: z.string().trim().max(500).default('') });

// Plans and runs ------------------------------------------------------------------------------------------------

/** POST /api/plans: seals the ticked users of a roster, or some users of an ended run. */
export const sealRequestSchema = z.union([
  z.object({
    rosterId: z.string(),
    message: z.string().trim().max(1_000).optional(),
    options: runOptionsSchema.optional(),
    /** Why the brake is raised for this one plan; needed above it, and recorded. */
    raisedBecause: z.string().trim().max(500).optional(),
  }),
  z.object({ fromRunId: z.string(), users: planSourceSchema, options: runOptionsSchema.optional() }),
  /** The same as `fromRunId` with the users `rest`. */
  z.object({ restOfRunId: z.string() }),
]);
export type SealRequest = z.infer<typeof sealRequestSchema>;

/** GET /api/plans/{id}, and the answer to sealing. */
export const planDetailSchema = z.object({
  plan: planSchema,
  entries: z.array(planEntrySchema),
  /** What the admin should know before confirming. */
  notes: z.array(z.string()).optional(),
  alarms: z.array(planAlarmSchema),
});

/** POST /api/runs: `digest` and `count` are what the admin saw and typed; both must be the plan's. */
export const startRequestSchema = z.object({
  planId: z.string(),
  digest: z.string(),
  count: z.number().int(),
});
export type StartRequest = z.infer<typeof startRequestSchema>;

/** A run in a list. */
export const runSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  plan: planSchema,
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  status: z.enum(['new', 'running', 'paused', 'stopping', 'interrupted', 'ended']),
  /** How it ended; null until then. */
  how: z.enum(['completed', 'stopped', 'halted']).nullable(),
  counts: z.record(z.string(), z.number()),
  settled: z.number(),
  /** Which tool and file an imported run comes from; null for a run of Lockstep's own. */
  imported: runSourceSchema.pick({ tool: true, fileName: true }).nullable(),
  /** Why the engine had to let go of this run (the journal could not be written); null where all is well. */
  failure: z.string().nullable(),
});
export type RunSummary = z.infer<typeof runSchema>;

/** GET /api/runs */
export const runsSchema = z.object({ runs: z.array(runSchema) });

/** GET /api/runs/{id}: the people of the plan come with it, the journal by the event stream. */
export const runDetailSchema = z.object({ run: runSchema, entries: z.array(planEntrySchema) });
export type RunDetail = z.infer<typeof runDetailSchema>;

/** POST /api/runs/{id}/commands */
export const commandRequestSchema = z.object({ command: runCommandSchema });

/** GET /api/runs/{id}/events: one server-sent event a journal entry; its id is the entry's `seq`. */
export const streamedEntrySchema = journalEntrySchema;

/** GET and PUT /api/demo/rehearsal, PUT /api/demo/organisation. */
export const rehearsalSchema = organisationWishSchema.extend({ switches: switchesSchema });
export type RehearsalView = z.infer<typeof rehearsalSchema>;

/** PUT /api/demo/rehearsal. */
export const rehearsalRequestSchema = switchesSchema;

/** PUT /api/demo/organisation. */
export const organisationRequestSchema = organisationWishSchema;

/** The query of GET /api/demo/ledger. */
export const ledgerQuerySchema = z.object({
  view: z.enum(ledgerViews).default('all'),
  most: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** GET /api/demo/ledger: newest first; `total` counts all of the view. */
export const ledgerSchema = z.object({
  total: z.number().int(),
  entries: z.array(
    z.object({
      seq: z.number().int(),
      at: z.number(),
      method: z.string(),
      path: z.string(),
      operation: z.string(),
      accountId: z.string().nullable(),
      answered: z.union([z.number(), z.string()]).nullable(),
      effect: z.string().nullable(),
    }),
  ),
});
export type LedgerPage = z.infer<typeof ledgerSchema>;
