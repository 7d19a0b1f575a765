/** Administration: its sections at the side, or first a list of them on a phone. */
import { Anchor, NavLink } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowLeft, IconChevronRight } from "@tabler/icons-react";
import { Suspense } from "react";
import { Link, Redirect, useLocation } from "wouter";
import { ErrorBoundary } from "@/app/ErrorBoundary";
import { useMay } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { Waiting } from "@/ui/Waiting";
import classes from "./Administration.module.css";
import { SECTIONS } from "./sections";

const NARROW = "(max-width: 61.99em)";
const ROOT = "/administration";

export default function AdministrationPage() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const owns = useMay("owner");
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const wanted = path.slice(ROOT.length + 1).split("/")[0];
  const section = SECTIONS.find(({ id }) => id === wanted);
  const title = section ? t(`administration.sections.${section.id}`) : t("shell.administration");
  if (!owns)
    return (
      <Page title={t("shell.administration")}>
        <Empty title={t("shell.forbidden")} />
      </Page>
    );
  if (!section && (wanted || !narrow)) return <Redirect to={`${ROOT}/business`} replace />;
  if (!section)
    return (
      <Page title={title}>
        <Sections />
      </Page>
    );
  return (
    <Page
      title={title}
      toolbar={
        narrow && (
          <Anchor component={Link} href={ROOT} size="sm" className={classes.back}>
            <IconArrowLeft size={16} aria-hidden /> {t("administration.allSections")}
          </Anchor>
        )
      }
    >
      <div className={classes.frame}>
        {!narrow && <Sections current={section.id} />}
        <div className={classes.content}>
          <ErrorBoundary key={section.id}>
            <Suspense fallback={<Waiting />}>
              <section.content />
            </Suspense>
          </ErrorBoundary>
        </div>
      </div>
    </Page>
  );
}

function Sections({ current }: { current?: string }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.sections} aria-label={t("shell.administration")}>
      {SECTIONS.map((section) => (
        <NavLink
          key={section.id}
          component={Link}
          href={`${ROOT}/${section.id}`}
          label={t(`administration.sections.${section.id}`)}
          leftSection={<section.icon size={18} stroke={1.6} aria-hidden />}
          rightSection={current === undefined ? <IconChevronRight size={16} aria-hidden /> : undefined}
          active={section.id === current}
          aria-current={section.id === current ? "page" : undefined}
        />
      ))}
    </nav>
  );
}
