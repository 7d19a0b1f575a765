/** The frame of the application: navigation, search, the person's menu, what is being uploaded. */
import { ActionIcon, AppShell, Group, Kbd, NavLink, Text, UnstyledButton } from "@mantine/core";
import { useHotkeys, useMediaQuery } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import { BASE } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { UploadTray } from "@/features/upload/UploadTray";
import { useLiveUpdates } from "@/live/events";
import { Empty } from "@/ui/Empty";
import { Waiting } from "@/ui/Waiting";
import { useAppearance } from "./appearance";
import { Connection } from "./Connection";
import { ErrorBoundary } from "./ErrorBoundary";
import { PersonMenu } from "./PersonMenu";
import { PAGES, PLACES, type Place } from "./pages";
import classes from "./Shell.module.css";
import { useMay, useSession } from "./session";

const SearchDialog = lazy(() => import("@/features/search/SearchDialog"));
const EmptyBusiness = lazy(() => import("@/features/account/EmptyBusiness"));
const PreviewDialog = lazy(() => import("@/features/preview/PreviewDialog"));

/** Narrower than this the navigation stands at the foot. */
const PHONE = "(max-width: 47.99em)";

export function Shell() {
  const { t } = useTranslation();
  const [searching, setSearching] = useState(false);
  const [path] = useLocation();
  const search = () => setSearching(true);
  useHotkeys([["mod+K", search]], []);
  useHotkeys([["/", search]]);
  useLiveUpdates();
  const places = usePlaces();
  const administers = useMay("owner");
  const { business } = useSession();
  const logo = useAppearance()?.logo_path;
  const onPhone = useMediaQuery(PHONE);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 212, breakpoint: "sm", collapsed: { mobile: true } }}
      footer={{ height: 58, collapsed: !onPhone }}
      padding={0}
    >
      <a className={classes.skip} href="#content">
        {t("shell.skip")}
      </a>
      <AppShell.Header className={classes.header}>
        <Link href="/calendar" className={classes.brand}>
          <img src={logo ? `${BASE}${logo}` : "/icon.svg"} alt="" height={28} />
          <span>{business.name}</span>
        </Link>
        <UnstyledButton
          className={classes.search}
          onClick={() => setSearching(true)}
          aria-keyshortcuts="Control+K Meta+K"
        >
          <IconSearch size={16} aria-hidden />
          <Text span size="sm" c="dimmed" truncate>
            {t("shell.searchHint")}
          </Text>
          <Kbd size="xs" visibleFrom="sm">
            Ctrl K
          </Kbd>
        </UnstyledButton>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon
            hiddenFrom="xs"
            variant="subtle"
            size="lg"
            aria-label={t("shell.search")}
            onClick={() => setSearching(true)}
          >
            <IconSearch size={20} aria-hidden />
          </ActionIcon>
          <PersonMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label={t("shell.navigation")}>
        {places.map((place) => (
          <NavLink
            key={place.path}
            component={Link}
            href={place.path}
            label={t(`shell.${place.word}`)}
            leftSection={<place.icon size={19} stroke={1.7} aria-hidden />}
            active={within(path, place)}
            aria-current={within(path, place) ? "page" : undefined}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <Connection />
        <Suspense>{administers && <EmptyBusiness />}</Suspense>
        <ErrorBoundary key={path.split("/")[1]}>
          <Suspense fallback={<Waiting />}>
            <Switch>
              <Route path="/">
                <Redirect to="/calendar" replace />
              </Route>
              {PAGES.map(({ pattern, page }) => (
                <Route key={pattern} path={pattern} component={page} />
              ))}
              <Route>
                <Empty title={t("shell.noPage")} action={<Link href="/calendar">{t("shell.toStart")}</Link>} />
              </Route>
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </AppShell.Main>
      <AppShell.Footer className={classes.footer} component="nav" aria-label={t("shell.navigation")}>
        {places.slice(0, 5).map((place) => (
          <Link
            key={place.path}
            href={place.path}
            className={classes.tab}
            aria-current={within(path, place) ? "page" : undefined}
          >
            <place.icon size={22} stroke={1.6} aria-hidden />
            {t(`shell.${place.word}`)}
          </Link>
        ))}
      </AppShell.Footer>
      <UploadTray />
      <Suspense>
        {searching && <SearchDialog onClose={() => setSearching(false)} />}
        <PreviewDialog />
      </Suspense>
    </AppShell>
  );
}

/** The places that the person may go to. */
function usePlaces(): readonly Place[] {
  const may = { personal: true, viewer: useMay("viewer"), owner: useMay("owner") };
  return PLACES.filter((place) => may[place.least]);
}

function within(path: string, place: Place): boolean {
  return path === place.path || path.startsWith(`${place.path}/`);
}
