/** Records: the lists by kind, and each record on a page of its own. */
import { lazy, Suspense } from "react";
import { Redirect, useLocation } from "wouter";
import { useTranslation } from "@/app/translation";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { Waiting } from "@/ui/Waiting";
import { isRecordKind } from "./data";
import { RecordList } from "./RecordList";

const RecordView = lazy(() => import("./RecordView"));

export default function RecordsPage() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const [, , kind, id] = path.split("/");
  if (!kind) return <Redirect to="/records/estate" replace />;
  if (!isRecordKind(kind)) {
    return (
      <Page title={t("shell.records")}>
        <Empty title={t("shell.noPage")} />
      </Page>
    );
  }
  if (!id) return <RecordList key={kind} kind={kind} />;
  return (
    <Suspense fallback={<Waiting />}>
      <RecordView key={id} kind={kind} id={decodeURIComponent(id)} />
    </Suspense>
  );
}
