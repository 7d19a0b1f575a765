/** What went wrong, as the API tells it (RFC 9457), or that it could not be reached. */

export interface ProblemBody {
  type?: string;
  title?: string;
  detail?: string;
  field?: string;
  reason?: string;
  [member: string]: unknown;
}

export class Problem extends Error {
  readonly status: number;
  /** The last part of the problem's type, such as `not-found`; `unreachable` where no answer came. */
  readonly kind: string;
  readonly body: ProblemBody;

  constructor(status: number, kind: string, body: ProblemBody) {
    super(body.detail ?? body.title ?? kind);
    this.status = status;
    this.kind = kind;
    this.body = body;
  }

  static of(response: Response, error: unknown): Problem {
    const body = (typeof error === "object" && error !== null ? error : {}) as ProblemBody;
    const kind = body.type?.startsWith("urn:filebook:problem:") ? body.type.slice(21) : `status-${response.status}`;
    return new Problem(response.status, kind, body);
  }

  static unreachable(reason: unknown): Problem {
    return new Problem(0, "unreachable", { detail: reason instanceof Error ? reason.message : String(reason) });
  }
}
