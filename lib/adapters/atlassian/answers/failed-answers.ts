/** Explains an answer other than 2xx by the first row of the table that matches it. Pure. */
import type { ErrorBody } from '#lib/adapters/atlassian/answers/error-body';
import {
  type FailedAnswer,
  otherStatus,
  type Row,
  rows,
  type Text,
} from '#lib/adapters/atlassian/answers/failure-rows';
import { type CallContext, fault, nameStatus } from '#lib/adapters/atlassian/answers/fault';
import type { Fault } from '#lib/domain/outcome/answer';

/** Explains an answer other than 2xx; its `detail` is added later. `asked` is the wait that it names. */
export function explainFailure(
  status: number,
  body: ErrorBody,
  call: CallContext,
  asked: Pick<Fault, 'waitMs' | 'askedMs'> | null,
): Fault {
  const answer = { status, body, call, named: nameStatus(status) };
  const row = rows.find((each) => fits(each, answer)) ?? otherStatus;
  const { code, owner, doubtful, repeatable = false, waits, message, hint = '' } = row;
  return fault({
    code,
    owner,
    effect: doubtful && call.kind === 'write' ? 'unknown' : 'none',
    repeatable,
    ...(waits ? asked : null),
    status,
    message: textOf(message, answer),
    hint: textOf(hint, answer),
  });
}

function fits({ status, about, when }: Row, answer: FailedAnswer): boolean {
  const [first, last] = typeof status === 'number' ? [status, status] : status;
  return (
    answer.status >= first &&
    answer.status <= last &&
    (about === undefined || about === answer.call.about) &&
    (when === undefined || when(answer))
  );
}

function textOf(text: Text, answer: FailedAnswer): string {
  return typeof text === 'string' ? text : text(answer);
}
