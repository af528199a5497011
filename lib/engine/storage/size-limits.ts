/** Stores the size limit. A write is durable when its method returns. */
import type { SizeLimit } from '#lib/domain/plan/alarms/size-limit';

/** The organisation's size limit. */
export interface SizeLimitStore {
  /** The default if it was never set. */
  sizeLimit(): SizeLimit;
  setSizeLimit(sizeLimit: SizeLimit): void;
}
