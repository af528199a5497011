/** Schemas for requests with two shapes. */
import { z } from 'zod';

/**
 * A request with one of two shapes, depending on whether `field` is present. Unlike with a union, errors are about the
 * one shape that was meant, so they name the field.
 */
export function byField<Having extends z.ZodObject, Lacking extends z.ZodObject>(
  field: keyof Having['shape'] & string,
  having: Having,
  lacking: Lacking,
) {
  return z
    .custom<z.input<Having> | z.input<Lacking>>()
    .transform((body: unknown, context): z.output<Having> | z.output<Lacking> => {
      const meant = typeof body === 'object' && body !== null && field in body ? having : lacking;
      const parsed = meant.safeParse(body);
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues)
        context.issues.push({ ...issue, input: body } as z.core.$ZodRawIssue);
      return z.NEVER;
    });
}
