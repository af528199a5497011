/** The HTTP API in types: uploads, their users, ticks and the operator. */
import { z } from 'zod';
import { accountIdsSchema } from '#lib/contract/parts/account-ids';
import { byField } from '#lib/contract/parts/by-field';
import { largestNumber, wholeNumber } from '#lib/contract/parts/query';
import { contradictionSchema } from '#lib/domain/directory/contradiction';
import { faultCodes } from '#lib/domain/outcome/answer';
import { eligibilitySchema } from '#lib/domain/plan/eligibility';
import { selectionCountsSchema } from '#lib/domain/plan/selection-counts';
import { predictionSchema } from '#lib/domain/preflight/preflight';
import { operatorSchema, protectionSources } from '#lib/domain/protection/protection';
import { dateColumnSchema, dateOrders } from '#lib/domain/roster/cells/date-order';
import { firstRowSchema, rosterSummarySchema, rosterUserSchema } from '#lib/domain/roster/roster';

const place = wholeNumber(0, 9_999).optional();
const none = z.literal('none').transform(() => null);
const placeOrNone = z.union([wholeNumber(0, 9_999), none]).optional();

/**
 * The query of POST /api/rosters: name and date of the file (`writtenAt`: ms since the epoch), and the column numbers,
 * from 0, if the admin was asked. One of the first two columns is then required. The header decides about the role, the
 * groups and the last-seen column unless they are given; `none` means that the file has no such column, or no header.
 * For a workbook: the name of the sheet, and whether its hidden rows are read, if the admin was asked.
 */
export const uploadQuerySchema = z
  .strictObject({
    name: z.string().optional(),
    writtenAt: wholeNumber(0, largestNumber).optional(),
    accountId: place,
    email: place,
    nameColumn: place,
    status: place,
    sheet: z.string().min(1).max(255).optional(),
    hiddenRows: z.enum(['read', 'leave-out']).optional(),
    orgRole: placeOrNone,
    groupName: placeOrNone,
    lastSeen: placeOrNone,
    headerLine: z.union([wholeNumber(1, 1_000), none]).optional(),
  })
  .refine(
    ({ name, writtenAt, sheet, hiddenRows, accountId, email, ...others }) =>
      (accountId ?? email) !== undefined || Object.values(others).every((value) => value === undefined),
    { path: ['accountId'], error: 'this or email is required if another column or the header is given' },
  );
export type UploadQuery = z.output<typeof uploadQuerySchema>;

/** A roster in a list. */
export const rosterSchema = rosterSummarySchema
  .pick({ kind: true, users: true, columns: true, delimiter: true, encoding: true })
  .extend({
    id: z.string(),
    name: z.string(),
    createdAt: z.number(),
    /** The time when the file was written, according to the browser; ms since the epoch. */
    writtenAt: z.number().nullable(),
    /** The sheet of a workbook, whose rows the lines of users and notes are; absent for other files. */
    sheet: z.string().optional(),
    /** The organisation that was connected when it was made; null if that is not known. */
    organisation: rosterSummarySchema.shape.organisation.unwrap().nullable(),
    /** Notes about the whole file for the admin. */
    notes: rosterSummarySchema.shape.fileProblems,
  });
export type Roster = z.infer<typeof rosterSchema>;

/** GET /api/rosters */
export const rostersSchema = z.object({ rosters: z.array(rosterSchema) });

/** GET /api/rosters/{id} */
export const rosterDetailSchema = rosterSchema.extend({
  counts: selectionCountsSchema,
  operator: operatorSchema,
  /** The columns with dates that can be read in two ways, with the admin's answers. */
  dateColumns: z.array(dateColumnSchema),
  /**
   * Users with a date that an earlier version could not read, since it did not ask for its order. Reading the file
   * again asks.
   */
  unaskedDates: z.number(),
  /** Protection rules that could not be applied to some ticked users, as labels, and the number of these users. */
  unaskedRules: z.array(z.object({ rule: z.string(), users: z.number() })),
});
export type RosterDetail = z.infer<typeof rosterDetailSchema>;

/** PUT /api/rosters/{id}/dates: whether the day or the month is first in the dates of a column (its number from 0). */
export const dateOrderRequestSchema = z.strictObject({
  column: z.number().int().min(0).max(9_999),
  order: z.enum(dateOrders),
});

/** GET /api/rosters/{id}/columns: the first rows of the file, among which the header can be chosen. */
export const rosterHeadSchema = z.object({
  rows: z.array(firstRowSchema),
  /** The line of the header; null if the file has none. */
  headerLine: z.number().nullable(),
  /** Whether the file was kept, so that it can be read again. */
  isKept: z.boolean(),
});

const choice = z.number().int().min(0).max(9_999).nullable();

/**
 * POST /api/rosters/{id}/columns: reads the file again with these columns, by their numbers from 0; null for none. The
 * header decides where one of the last is absent. Without `mayLoseTicks`, it fails if the choice of users would be
 * lost.
 */
export const readAgainSchema = z.strictObject({
  mapping: z
    .strictObject({
      accountId: choice,
      email: choice,
      name: choice,
      status: choice,
      orgRole: choice.optional(),
      groupName: choice.optional(),
      lastSeen: choice.optional(),
      headerLine: z.number().int().min(1).max(1_000).nullable().optional(),
    })
    .refine(({ accountId, email }) => accountId !== null || email !== null, {
      path: ['accountId'],
      error: 'this or email is required',
    }),
  mayLoseTicks: z.boolean(),
});

/** One user of the review. */
const reviewUserSchema = rosterUserSchema.omit({ statusText: true, eitherDates: true }).extend({
  /** A plain text here, since the page does not check account IDs. */
  accountId: z.string().nullable(),
  ticked: z.boolean(),
  ...eligibilitySchema.shape,
  /** The source of this account's protection. */
  protection: z.enum(protectionSources).nullable(),
  /** The prediction of preflight; absent if nothing was asked. */
  prediction: predictionSchema.optional(),
  /** It is not known when the user was last seen, since a date waits for an answer; absent otherwise. */
  dateWaits: z.literal(true).optional(),
  /** The facts about which sources contradict each other; absent if there are none. */
  contradictions: z.array(contradictionSchema).optional(),
  /** `line` is a row of a sheet; absent for other files. */
  inSheet: z.literal(true).optional(),
  /** A check has unticked the user because their call would fail, and they were not ticked since; absent otherwise. */
  untickedByCheck: z.literal(true).optional(),
  /**
   * The last run that touched the account, if Atlassian refused to deactivate it there, and when that run ended, ms
   * since the epoch. `code` is null where the reason is none of the published ones.
   */
  refused: z
    .object({ run: z.number().int(), at: z.number(), code: z.enum(faultCodes).nullable() })
    .optional(),
});
export type ReviewUser = z.infer<typeof reviewUserSchema>;

/** GET /api/rosters/{id}/users */
export const reviewSchema = z.object({
  users: z.array(reviewUserSchema),
  /** Names this answer: with `?since=` the next one has only the users that have changed. Absent with `?first=`. */
  revision: z.string().optional(),
  /** The answer to which `users` are the changes; null or absent if they are all users. */
  since: z.string().nullable().optional(),
});
export type ReviewAnswer = z.infer<typeof reviewSchema>;

/**
 * The query of GET /api/rosters/{id}/users. `?first=40`: only this many users, without predictions. `?since=…`: only
 * those that have changed since an answer with that `revision`, or all users if the server no longer knows it.
 */
export const usersQuerySchema = z
  .strictObject({ first: wholeNumber(1, 1_000).optional(), since: z.string().min(1).max(64).optional() })
  .refine(({ first, since }) => first === undefined || since === undefined, {
    path: ['since'],
    error: 'cannot be given together with first',
  });

/**
 * PUT /api/rosters/{id}/ticks: ticks or unticks the eligible ones among these accounts, or all. Ticking `all` leaves
 * the doubtful users as they are.
 */
export const ticksRequestSchema = z.strictObject({
  accountIds: z.union([z.literal('all'), accountIdsSchema(0, 600_000)]),
  ticked: z.boolean(),
});
/** The answer to the request above. */
export const ticksAnswerSchema = z.object({ counts: selectionCountsSchema });

/** An address without the signs that are copied with it, such as quotation marks: no file has them in an address. */
const ownAddress = /^[^\s@<>()[\],;:"\p{Cf}]+@[^\s@<>()[\],;:"'\p{Cf}]+\.[^\s@<>()[\],;:"'\p{Cf}.]+$/u;

/**
 * PUT /api/rosters/{id}/operator: the admin's own account, or its e-mail address if the account is not in this file.
 */
export const operatorRequestSchema = byField(
  'accountId',
  z.strictObject({ accountId: z.string().max(128) }),
  z.strictObject({
    email: z.string().trim().max(320).regex(ownAddress, 'must be an e-mail address alone'),
  }),
);
