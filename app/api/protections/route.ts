import { protectRequestSchema } from '#lib/contract/protection';
import { app } from '#lib/server/app';
import { answer, handle, json, readBody, refuse } from '#lib/server/route';

const list = () => ({ protections: [...app().engine.protections.all().values()] });

/** Everybody who is protected, the admin's own account included. */
export function GET(): Promise<Response> {
  return handle(() => json(list()));
}

/** Protects an account. */
export function POST(request: Request): Promise<Response> {
  return handle(async () => {
    const body = await readBody(request, protectRequestSchema);
    if (!body.ok) return refuse(body.error);
    const { reason, ...person } = body.value;
    return answer(app().engine.protections.protect(person, reason), list, 201);
  });
}
