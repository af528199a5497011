/** A call as the operations see it: read, routed, not yet answered. */
import type { OperationName } from '#lib/demo/operations';

/** Which API it is for; each refuses in words of its own. */
export type Family = 'users' | 'v1' | 'v2' | 'none';

export interface ReceivedRequest {
  method: string;
  /** As it came, without the query. */
  path: string;
  query: URLSearchParams;
  /** The server as the caller reached it, for links: `http://127.0.0.1:4010`. */
  origin: string;
  contentType: string;
  authorization: string | undefined;
  body: string;
}

export interface Call extends ReceivedRequest {
  operation: OperationName;
  family: Family;
  /** The decoded parts of the path; empty where it has none of the name. */
  accountId: string;
  organisationId: string;
  directoryId: string;
  tokenId: string;
  /** The path is known, with other methods. */
  otherMethod: boolean;
}

/** Whether the content type says JSON. */
export function saysJson(contentType: string): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType);
}

/** A body as a JSON object; null where it is anything else. */
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
