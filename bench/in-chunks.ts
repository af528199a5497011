/** A text as it arrives over a connection: in chunks of about 64 KB. */
export async function* inChunks(texts: Iterable<string>): AsyncGenerator<Uint8Array> {
  let open = '';
  for (const text of texts) {
    open += text;
    if (open.length < 65_536) continue;
    yield new TextEncoder().encode(open);
    open = '';
  }
  yield new TextEncoder().encode(open);
}
