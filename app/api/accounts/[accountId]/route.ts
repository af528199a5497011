import { app } from '#lib/server/app';
import { handle, json } from '#lib/server/http/route';

/** The person of an account, as far as Lockstep knows without asking Atlassian. */
export function GET(
  request: Request,
  { params }: { params: Promise<{ accountId: string }> },
): Promise<Response> {
  return handle(request, {}, async () => json(await app().engine.whoseAccount((await params).accountId)));
}
