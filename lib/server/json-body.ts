/** The JSON body of a request, read in pieces: other requests, calls and streams have their turn between two of them. */
import { type JsonLimits, type JsonRead, newJsonReader, type Takes } from '#lib/domain/json-reading';
import { turn } from '#lib/engine/turns';
import { requestBytes, statedBytes } from '#lib/server/upload';

export interface BodyLimits extends JsonLimits {
  bytes: number;
}

/** What nearly every route takes. */
export const usualBody: BodyLimits = {
  bytes: 1_000_000,
  depth: 20,
  fields: 1_000,
  values: 50_000,
  text: 1_000_000,
};

/** Lists of account IDs: 200,000 of the longer kind are 9.2 MB. */
export const listBody: BodyLimits = { ...usualBody, bytes: 16_000_000, values: 700_000 };

/** Maximum number of bytes in one piece: some milliseconds of work. */
export const pieceBytes = 65_536;

/** Reads the body; undefined where there is none. Nothing is read any more once it passes a limit or is no JSON. */
export async function readJson(request: Request, limits: BodyLimits, takes: Takes = {}): Promise<JsonRead> {
  const tooLong: JsonRead = {
    ok: false,
    limit: true,
    message: `It has more than ${limits.bytes / 1_000_000} MB.`,
  };
  if ((statedBytes(request) ?? 0) > limits.bytes) return tooLong;
  const reader = newJsonReader(limits, takes);
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const chunk of requestBytes(request)) {
    bytes += chunk.byteLength;
    if (bytes > limits.bytes) return tooLong;
    for (let at = 0; at < chunk.byteLength; at += pieceBytes) {
      const piece = decoder.decode(chunk.subarray(at, at + pieceBytes), { stream: true });
      if (!reader.add(piece)) return reader.end();
      await turn();
    }
  }
  if (bytes === 0) return { ok: true, value: undefined };
  reader.add(decoder.decode());
  return reader.end();
}
