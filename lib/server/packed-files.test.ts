import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withPackedFiles } from '#lib/server/packed-files';
import { startTestFront } from '#test/front';

const folder = mkdtempSync(join(tmpdir(), 'packed-'));
mkdirSync(join(folder, 'chunks'));
writeFileSync(join(folder, 'chunks', 'a.js.br'), 'as Brotli');
writeFileSync(join(folder, 'chunks', 'a.js.gz'), 'as gzip');
writeFileSync(join(folder, 'chunks', 'secret.txt'), 'not packed');
afterAll(() => rmSync(folder, { recursive: true }));

async function ask(line: string, headers: readonly string[] = [], from = folder) {
  const front = await startTestFront(withPackedFiles(from, (_request, response) => response.end('as it is')));
  const answer = await front.askInside(line, headers);
  await front.close();
  return answer;
}

const file = '/_next/static/chunks/a.js';

describe('packed files', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br', 'as Brotli'],
    ['gzip', 'gzip', 'as gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip', 'as gzip'],
    ['identity', undefined, 'as it is'],
    ['br;q=0.0', undefined, 'as it is'],
  ])('answers %s in the coding %s', async (accepted, coding, body) => {
    const answer = await ask(`GET ${file}`, [`Accept-Encoding: ${accepted}`]);
    expect([answer.status, answer.header('content-encoding')]).toEqual([200, coding]);
    expect(answer.body).toContain(body);
  });

  it('says the type, the length, that the coding depends on the browser, and that it never changes', async () => {
    const answer = await ask(`HEAD ${file}?dpl=1`, ['Accept-Encoding: br']);
    expect(answer.header('content-type')).toBe('application/javascript; charset=UTF-8');
    expect(answer.header('content-length')).toBe('9');
    expect(answer.header('vary')).toBe('Accept-Encoding');
    expect(answer.header('cache-control')).toContain('immutable');
    expect(answer.header('content-security-policy')).toContain("default-src 'none'");
    expect(answer.body).not.toContain('as Brotli');
  });

  it.each([
    'GET /_next/static/chunks/secret.txt',
    'GET /_next/static/chunks/../chunks/a.js',
    'GET /_next/static/chunks/b.js',
    'GET /a.js',
  ])('leaves %s to the pages', async (line) => {
    const answer = await ask(line, ['Accept-Encoding: br']);
    expect(answer.header('content-encoding')).toBeUndefined();
    expect(answer.body).not.toContain('Brotli');
  });

  it('leaves a part of a file, and a folder that is not there, to the pages', async () => {
    const part = await ask(`GET ${file}`, ['Accept-Encoding: br', 'Range: bytes=0-3']);
    const absent = await ask(`GET ${file}`, ['Accept-Encoding: br'], join(folder, 'absent'));
    expect([part.body, absent.body].map((body) => body.includes('as it is'))).toEqual([true, true]);
  });

  it('shows no file to a browser that was not let in', async () => {
    const front = await startTestFront(withPackedFiles(folder, () => undefined));
    const answer = await front.ask(`GET ${file}`, ['Accept-Encoding: br']);
    expect(answer.status).toBe(401);
    expect(answer.body).not.toContain('Brotli');
    await front.close();
  });
});
