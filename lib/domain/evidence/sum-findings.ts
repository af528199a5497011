/** Compares the parts of an evidence pack with its list of SHA-256 sums. Pure. */
import type { Finding, Sha256 } from '#lib/domain/evidence/finding';
import { type PackPart, partNames } from '#lib/domain/evidence/pack-facts';
import type { PackFile } from '#lib/domain/evidence/pack-file';
import type { Pieces } from '#lib/domain/text/pieces';

/** Compares every part with the list of sums. */
export function* sumFindings(file: PackFile, sha256: Sha256): Pieces<Finding[]> {
  const { sums: name } = partNames;
  if (!file.has('sums'))
    return [{ part: name, verdict: 'missing', text: 'The list of the SHA-256 of all parts is missing.' }];
  const stated = new Map<string, string>();
  for (const line of file.small('sums').split('\n')) {
    const [, hash = '', part = ''] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
    if (part !== '') stated.set(part, hash);
  }
  const findings: Finding[] = [];
  for (const part of Object.keys(partNames) as PackPart[]) {
    if (part === 'sums') continue;
    const expected = stated.get(partNames[part]);
    stated.delete(partNames[part]);
    const about = (verdict: Finding['verdict'], text: string) =>
      findings.push({ part: partNames[part], verdict, text });
    if (!file.has(part)) {
      if (expected !== undefined) about('missing', 'It is listed in SHA256SUMS, and not in the pack.');
      else if (part !== 'original') about('missing', 'Every pack has this part.');
      continue;
    }
    const sum = sha256();
    for (const bytes of file.bytes(part)) {
      sum.add(bytes);
      yield;
    }
    if (expected === undefined)
      about('differs', 'It is in the pack, and not listed in SHA256SUMS: it was added.');
    else if (sum.digest() !== expected)
      about('differs', 'Its SHA-256 is not the one in SHA256SUMS: it was edited.');
  }
  for (const part of stated.keys())
    findings.push({ part, verdict: 'missing', text: 'It is listed in SHA256SUMS, and not in the pack.' });
  if (findings.length > 0) return findings;
  return [{ part: name, verdict: 'agrees', text: 'Every part has the SHA-256 that is listed.' }];
}
