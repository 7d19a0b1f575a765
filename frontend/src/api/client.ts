/** The native API, typed by its own description: `api.GET("/files/{id}", …)` through `done`, which throws a `Problem`. */
import createClient, { type Middleware } from "openapi-fetch";
import { Problem, type ProblemBody } from "./problem";
import type { paths } from "./schema";

export const BASE = "/api/v1";

let csrfToken = "";
let confirmed: () => Promise<boolean> = () => Promise.resolve(false);
let loggedOut: () => void = () => undefined;

/** Keeps the token that every write carries; it comes with the session. */
export function keepCsrfToken(token: string): void {
  csrfToken = token;
}

/** Headers of a write that does not go through `api`, such as a resumable upload. */
export function writeHeaders(): Record<string, string> {
  return { "X-Filebook-CSRF": csrfToken };
}

/** `ask` lets the person give the password once more and tells whether it was right; `ended` is told of a lost session. */
export function whenAsked(ask: () => Promise<boolean>, ended: () => void): void {
  confirmed = ask;
  loggedOut = ended;
}

const session: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET" && request.method !== "HEAD") request.headers.set("X-Filebook-CSRF", csrfToken);
    return request;
  },
};

/** A sensitive change is asked again once the password was given: the request is kept whole for that. */
async function patient(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(request);
  if (response.status === 401 && !request.url.endsWith("/session")) loggedOut();
  if (response.status !== 403) return response;
  const body = (await response
    .clone()
    .json()
    .catch(() => ({}))) as ProblemBody;
  if (body.type !== "urn:filebook:problem:confirmation-needed" || !(await confirmed())) return response;
  again.headers.set("X-Filebook-CSRF", csrfToken);
  return fetch(again);
}

export const api = createClient<paths>({ baseUrl: BASE, fetch: patient });
api.use(session);

interface Told<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What a call was answered with. Throws the `Problem` that it was answered with instead. */
export async function done<T>(call: Promise<Told<T>>): Promise<T> {
  const { data, error, response } = await call.catch((reason: unknown) => {
    throw Problem.unreachable(reason);
  });
  if (!response.ok) throw Problem.of(response, error);
  return data as T;
}

/** The same, with the entity tag that a later change is made under. */
export async function withTag<T>(call: Promise<Told<T>>): Promise<{ value: T; tag: string }> {
  let tag = "";
  const value = await done(
    call.then((told) => {
      tag = told.response.headers.get("ETag") ?? "";
      return told;
    }),
  );
  return { value, tag };
}
