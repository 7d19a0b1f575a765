/** Who is logged in. Everything below `SessionGate` may take it for granted. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import { Redirect, useLocation } from "wouter";
import { api, done, keepCsrfToken } from "@/api/client";
import { Problem } from "@/api/problem";
import type { BrowserSession } from "@/api/types";
import { chooseLanguage } from "@/app/language";
import { Failed } from "@/ui/Failed";
import { Waiting } from "@/ui/Waiting";

const Session = createContext<BrowserSession | null>(null);
export const SESSION_KEY = ["session"] as const;

/** The session, or null where nobody is logged in. */
export async function currentSession(): Promise<BrowserSession | null> {
  try {
    const session = await done(api.GET("/session"));
    keepCsrfToken(session.csrf_token);
    return session;
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) return null;
    throw problem;
  }
}

export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, refetch, isPending } = useQuery({
    queryKey: SESSION_KEY,
    queryFn: currentSession,
    staleTime: 60_000,
  });
  const [path] = useLocation();
  const own = data?.user.language ?? null;
  const ofBusiness = data?.business.language;
  useEffect(() => {
    if (ofBusiness) void chooseLanguage(own, ofBusiness);
  }, [own, ofBusiness]);
  if (isPending) return <Waiting />;
  if (error && !data) return <Failed error={error} again={refetch} />;
  if (!data) return <Redirect to={path === "/" ? "/login" : `/login?next=${encodeURIComponent(path)}`} replace />;
  return <Session.Provider value={data}>{children}</Session.Provider>;
}

export function useSession(): BrowserSession {
  const session = useContext(Session);
  if (!session) throw new Error("useSession outside of SessionGate");
  return session;
}

/** Whether the person may do what the roles from `least` on may. */
const LADDER = ["none", "personal", "viewer", "editor", "owner", "reseller", "reseller_admin", "admin"];
export function useMay(least: "viewer" | "editor" | "owner"): boolean {
  return LADDER.indexOf(useSession().user.role) >= LADDER.indexOf(least);
}

/** Ends the session and forgets all that was fetched in it. */
export function useLogOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await done(api.DELETE("/session")).catch(() => undefined);
    queries.clear();
    window.location.assign("/login");
  };
}
