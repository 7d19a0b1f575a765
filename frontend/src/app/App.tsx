/** The application: what surrounds every page. */
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { Route, Switch } from "wouter";
import { useTranslation } from "@/app/translation";
import { LoginPage } from "@/features/account/LoginPage";
import { Waiting } from "@/ui/Waiting";
import { useAppearance } from "./appearance";
import { Confirmation } from "./Confirmation";
import { CONFIRMED_PATH } from "./confirmed";
import { ErrorBoundary } from "./ErrorBoundary";
import { queries } from "./queries";
import { Shell } from "./Shell";
import { SessionGate } from "./session";
import { colourScheme, themeOf, variables } from "./theme";

const WelcomePage = lazy(() => import("@/features/account/WelcomePage"));
const ConfirmedPage = lazy(() => import("@/features/account/ConfirmedPage"));
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Themed>
        <Pages />
      </Themed>
    </QueryClientProvider>
  );
}

/** In the colour that the business chose. */
function Themed({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const colour = useAppearance()?.colour;
  const close = t("shell.close");
  return (
    <MantineProvider
      theme={useMemo(() => themeOf({ colour, close }), [colour, close])}
      cssVariablesResolver={variables}
      colorSchemeManager={colourScheme}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      {children}
    </MantineProvider>
  );
}

function Pages() {
  const { t } = useTranslation();
  return (
    <ModalsProvider labels={{ confirm: t("shell.goOn"), cancel: t("shell.cancel") }}>
      <Notifications position="bottom-center" />
      <Confirmation />
      <ErrorBoundary>
        <Suspense fallback={<Waiting />}>
          <Switch>
            <Route path="/login" component={LoginPage} />
            <Route path="/welcome" component={WelcomePage} />
            <Route path={CONFIRMED_PATH} component={ConfirmedPage} />
            <Route>
              <SessionGate>
                <Shell />
              </SessionGate>
            </Route>
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </ModalsProvider>
  );
}
