/** A request that was read and routed but not yet answered. */
import type { OperationName } from '#lib/demo/operations';

/** The API that the request belongs to. Each one refuses in its own format. */
export type Family = 'users' | 'v1' | 'v2' | 'apiAccess' | 'none';

/** A request as it arrived. */
export interface ReceivedRequest {
  method: string;
  /** Unchanged, without the query. */
  path: string;
  query: URLSearchParams;
  /** The server's origin as the caller sees it, for links: `http://127.0.0.1:4010`. */
  origin: string;
  contentType: string;
  authorization: string | undefined;
  body: string;
}

/** A routed request. */
export interface Call extends ReceivedRequest {
  operation: OperationName;
  family: Family;
  /** The decoded parts of the path; empty if it lacks that part. */
  accountId: string;
  organisationId: string;
  directoryId: string;
  tokenId: string;
  /** The path exists, but for other methods. */
  otherMethod: boolean;
}

/** Whether the content type says JSON. */
export function saysJson(contentType: string): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType);
}

/** A body as a JSON object; null if it is anything else. */
export function jsonObject(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : null;
  } catch {
    return null;
  }
}
