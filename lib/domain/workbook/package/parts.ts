/** The parts of a workbook and how they point to each other: names of parts, relationships. */
import { damaged } from '#lib/domain/workbook/package/fault';
import { limits } from '#lib/domain/workbook/package/limits';
import type { Unpacker } from '#lib/domain/workbook/package/unpack';
import { readXml, type XmlHandler } from '#lib/domain/workbook/package/xml';
import type { ZipEntry } from '#lib/domain/workbook/package/zip-directory';

/** A pointer from one part to another. */
export interface Relationship {
  /** The last word of its type: `worksheet`, `sharedStrings`. The two editions of the standard share these words. */
  type: string;
  /** The name of the part, in lower case. */
  target: string;
}

/** The parts of one file. */
export class Parts {
  constructor(
    readonly entries: ReadonlyMap<string, ZipEntry>,
    private readonly unpacker: Unpacker,
  ) {}

  /** Reads a part that must be there and has at most `longest` bytes. Yields between pieces. */
  *read(name: string, handler: XmlHandler, longest: number = limits.smallPartBytes): Generator<void> {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw damaged('a part of it is missing');
    yield* readXml(this.unpacker.pieces(entry, longest), handler);
  }

  /** The first bytes of a part; none if there is no such part. */
  beginning(name: string): Uint8Array {
    const entry = this.entries.get(name);
    const first = entry === undefined ? undefined : this.unpacker.pieces(entry).next();
    return first === undefined || first.done ? new Uint8Array(0) : first.value;
  }

  /**
   * The targets of a part's links, by the IDs that it uses. '' is the file itself. Links to the outside are left out.
   */
  *relationships(of: string): Generator<void, Map<string, Relationship>> {
    const folder = of.slice(0, of.lastIndexOf('/') + 1);
    const found = new Map<string, Relationship>();
    const name = `${folder}_rels/${of.slice(folder.length)}.rels`;
    if (!this.entries.has(name)) return found;
    yield* this.read(name, {
      open(element, { Id = '', Type = '', Target = '', TargetMode }) {
        if (element !== 'Relationship' || TargetMode === 'External') return;
        found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: resolved(folder, Target) });
      },
    });
    return found;
  }
}

/** The name of the part to which a relative or absolute target points. */
function resolved(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of `${target.startsWith('/') ? '' : folder}${target}`.toLowerCase().split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
