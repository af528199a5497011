/** Checks the original file of an evidence pack against `pack.json` and the sealed plan. Pure. */
import type { Finding, Sha256 } from '#lib/domain/evidence/finding';
import { measuredOriginal } from '#lib/domain/evidence/original-check';
import { type PackFacts, partNames } from '#lib/domain/evidence/pack-facts';
import type { PackFile } from '#lib/domain/evidence/pack-file';
import { sealedOriginal } from '#lib/domain/plan/plan';
import type { Pieces } from '#lib/domain/text/pieces';

/** The finding about the original file, or that the users came from none. */
export function* originalFinding(
  file: PackFile,
  { plan, original }: PackFacts,
  sha256: Sha256,
): Pieces<Finding> {
  const part = partNames.original;
  const sealed = sealedOriginal(plan);
  const stated =
    original.sha256 === null ? 'Its SHA-256 is not known.' : `Its SHA-256 is ${original.sha256}.`;
  const isOther =
    sealed !== null &&
    (original.sha256 !== sealed.sha256 || original.bytes !== sealed.bytes || original.name !== sealed.name);
  if (isOther) {
    return {
      part: partNames.facts,
      verdict: 'differs',
      text: 'It names another original file than the sealed plan.',
    };
  }
  if (original.state === 'none') return { part, verdict: 'agrees', text: 'The users came from no file.' };
  if (original.state === 'gone') {
    const name =
      original.name === null ? 'The original file' : `The original file ${JSON.stringify(original.name)}`;
    return {
      part,
      verdict: 'agrees',
      text: `${name} was not kept any more when the pack was made. ${stated}`,
    };
  }
  if (!file.has('original'))
    return { part, verdict: 'missing', text: `The original file is missing. ${stated}` };
  const measured = yield* measuredOriginal(file.bytes('original'), sha256());
  if (measured === null) return { part, verdict: 'differs', text: 'The original file cannot be unpacked.' };
  if (original.sha256 === null) {
    return {
      part,
      verdict: 'unknown',
      text: `An original file is there (SHA-256 ${measured.sha256}), and the plan does not say which file it was: it was sealed by an earlier version.`,
    };
  }
  if (measured.sha256 !== original.sha256 || measured.bytes !== original.bytes) {
    return {
      part,
      verdict: 'differs',
      text: `The original file was edited: its SHA-256 is ${measured.sha256}, not ${original.sha256}.`,
    };
  }
  const proof =
    sealed !== null ? 'as the plan has it under its digest' : 'as Lockstep measured it when it was uploaded';
  return {
    part,
    verdict: 'agrees',
    text: `The original file ${JSON.stringify(original.name)}, ${proof}. ${stated}`,
  };
}
