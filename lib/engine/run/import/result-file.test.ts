import { expect, it } from 'vitest';
import { readResultFile } from '#lib/engine/run/import/result-file';
import { hashing } from '#lib/server/hashing';

const results = JSON.stringify({ results: [{ name: 'Bye', allTests: [] }], name: 'Collection', rows: [] });

async function* upload(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5);
}

/** The answer to a file of this text, which has no calls. */
async function said(bytes: Buffer): Promise<string> {
  const read = await readResultFile(upload(new Uint8Array(bytes)), hashing);
  return read.ok ? 'accepted' : read.error.message;
}

it.each([
  ['UTF-8', Buffer.from(results)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${results}`)],
  ['UTF-16', Buffer.from(`\ufeff${results}`, 'utf16le')],
  ['big-endian UTF-16', Buffer.from(`\ufeff${results}`, 'utf16le').swap16()],
])('reads results in %s', async (_, bytes) => {
  expect(await said(bytes)).toBe(await said(Buffer.from(results)));
  expect(await said(bytes)).not.toContain('not JSON');
});
