/** Reads the JSON body of a request in pieces. Other requests, calls and streams run in between. */
import { type JsonLimits, type JsonRead, newJsonReader } from '#lib/domain/text/json-reading';
import { readInPieces } from '#lib/engine/text-pieces';
import { requestBytes, statedBytes } from '#lib/server/http/upload';

/** The limits of a JSON body; `bytes` is its length. */
export interface BodyLimits extends JsonLimits {
  bytes: number;
}

/** The limits of most routes. */
export const usualBody: BodyLimits = {
  bytes: 1_000_000,
  depth: 20,
  fields: 1_000,
  values: 50_000,
  text: 1_000_000,
};

/** The limits for lists of account IDs: 200,000 long ones take 9.2 MB. */
export const listBody: BodyLimits = { ...usualBody, bytes: 16_000_000, values: 700_000 };

/** Reads the body; undefined if there is none. Stops as soon as the body exceeds a limit or is not JSON. */
export async function readJson(request: Request, limits: BodyLimits): Promise<JsonRead> {
  const tooLong: JsonRead = {
    ok: false,
    limit: true,
    message: `It has more than ${limits.bytes / 1_000_000} MB.`,
  };
  if ((statedBytes(request) ?? 0) > limits.bytes) return tooLong;
  const reader = newJsonReader(limits);
  const bytes = await readInPieces(requestBytes(request), limits.bytes, reader.add);
  if (bytes === null) return tooLong;
  return bytes === 0 ? { ok: true, value: undefined } : reader.end();
}
