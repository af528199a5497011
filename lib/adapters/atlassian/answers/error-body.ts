/**
 * Reads the body of an unsuccessful answer in any of the known envelopes: `{"key": …}` [SPEC] with the extra `errorKey`
 * and `errorDetail` [LIVE], `{"errors": [{"code": …}]}` [SPEC], the gateway's `{"code": 401, "message": …}` [SPEC], an
 * HTML page, plain text, or nothing.
 */
import { z } from 'zod';
import { readLink } from '#lib/domain/text/outside-link';

/** A parsed body. `detail` is its most informative text, not yet redacted or cut. */
export interface ErrorBody {
  form: 'empty' | 'html' | 'text' | 'key' | 'errors' | 'gateway' | 'json';
  /** Whether it is JSON that says that something went wrong, whatever the status of the answer. */
  isError: boolean;
  /** The `key` of the first envelope, such as `forbidden.action`. */
  key: string | null;
  /** The `code` and `title` of every entry of the second envelope, such as `ADMIN-401-2`. */
  codes: readonly string[];
  /** `context.reason.key`, such as `externalDirectory.scim`. */
  reason: string | null;
  detail: string | null;
  /** The first `link` of a conflict, unchanged: the page to which Atlassian sends the admin [SPEC]. */
  link: string | null;
  /** The unchanged body unless it is a web page. Some texts may be in any of its fields. */
  raw: string;
}

/** Header names are in lower case. */
type Headers = Readonly<Record<string, string>>;

const text = z.string().nullish().catch(null);
const reasonSchema = z.object({ reason: z.object({ key: z.string() }) });
const bodySchema = z.object({
  key: text,
  errorKey: text,
  errorDetail: z.unknown().optional(),
  context: z.unknown().optional(),
  code: z.unknown().optional(),
  message: text,
  detail: text,
  title: text,
  error: text,
  errors: z
    .array(z.object({ code: text, title: text, detail: text }).catch({}))
    .catch([])
    .optional(),
});
const contextSchema = z.object({
  message: text,
  errorCodes: z
    .array(z.object({ code: text, message: text, link: text }).catch({}))
    .catch([])
    .optional(),
});

/** Reads the body of an unsuccessful answer. Any text is accepted; a binary body counts as empty. */
export function readErrorBody(body: string, headers: Headers): ErrorBody {
  const none: ErrorBody = {
    form: 'empty',
    isError: false,
    key: null,
    codes: [],
    reason: null,
    detail: null,
    link: null,
    raw: '',
  };
  if (body.trim() === '' || isBinary(body, headers)) return none;
  if (isHtml(body, headers)) return { ...none, form: 'html', detail: detailOfPage(body) };
  const parsed = bodySchema.safeParse(parseJson(body));
  if (!parsed.success) return { ...none, form: 'text', detail: body, raw: body };
  const { key, errors = [], code } = parsed.data;
  const codes = errors.flatMap((error) => [error.code, error.title]).filter((one) => typeof one === 'string');
  const gateway = typeof code === 'number' || typeof code === 'string';
  const form = errors.length > 0 ? 'errors' : key ? 'key' : gateway ? 'gateway' : 'json';
  return {
    form,
    isError: form !== 'json' || [parsed.data.error, parsed.data.errorKey].some((one) => Boolean(one)),
    key: key ?? null,
    codes,
    reason: reasonOf(parsed.data.context) ?? reasonOf(parsed.data.errorDetail),
    detail: detailOf(parsed.data),
    link: linkOf(parsed.data.context),
    raw: body,
  };
}

/**
 * Whether a body is binary: compressed although no compression was requested, or with characters that text does not
 * have (as in UTF-16, an image, or a compressed body without its header when read as UTF-8).
 */
function isBinary(body: string, headers: Headers): boolean {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (coding !== '' && coding !== 'identity') return true;
  if (/[^\P{Cc}\s]/u.test(body)) return true;
  return (body.match(/\ufffd/g)?.length ?? 0) > body.length / 10;
}

/** Whether a body is a web page. No documented answer is one. */
export function isHtml(body: string, headers: Headers): boolean {
  return (
    /^\s*text\/html\b/i.test(headers['content-type'] ?? '') ||
    /^\s*(?:<!doctype html|<html|<head|<body)\b/i.test(body)
  );
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function reasonOf(context: unknown): string | null {
  const parsed = reasonSchema.safeParse(context);
  return parsed.success ? parsed.data.reason.key : null;
}

function linkOf(context: unknown): string | null {
  const codes = contextSchema.safeParse(context).data?.errorCodes ?? [];
  return codes.find(({ link }) => readLink(link) !== null)?.link ?? null;
}

function detailOf(body: z.infer<typeof bodySchema>): string | null {
  const context = contextSchema.safeParse(body.context).data;
  const conflicts = (context?.errorCodes ?? []).map((one) => joined([one.code, one.message], ': '));
  const reason = reasonOf(body.context) ?? reasonOf(body.errorDetail);
  const candidates = [
    typeof body.errorDetail === 'string' ? body.errorDetail : null,
    typeof body.context === 'string' ? body.context : null,
    joined([context?.message, ...conflicts], ' · '),
    reason ? joined([body.key, reason], ': ') : null,
    joined(
      (body.errors ?? []).map((error) => error.detail ?? joined([error.code, error.title], ' ')),
      ' · ',
    ),
    body.detail,
    body.message,
    body.title,
    body.error,
    body.key,
    body.errorKey,
  ];
  return candidates.find((one) => typeof one === 'string' && one.trim() !== '') ?? null;
}

function joined(parts: readonly (string | null | undefined)[], by: string): string | null {
  const present = parts.filter((part) => typeof part === 'string' && part !== '');
  return present.length > 0 ? present.join(by) : null;
}

/** The title of a page, or its text if it has no title. */
function detailOfPage(page: string): string {
  const title = /<title[^>]*>([^<]*)</i.exec(page)?.[1]?.trim();
  if (title) return title;
  return page.replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, ' ').replace(/<[^>]*(?:>|$)/g, ' ');
}
