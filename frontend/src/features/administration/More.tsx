/** A button that shows more of a list, where there is more. */
import { Button } from "@mantine/core";
import { useTranslation } from "@/app/translation";

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

export function More({ pages }: { pages: Pages }) {
  const { t } = useTranslation();
  if (!pages.hasNextPage) return null;
  return (
    <Button variant="subtle" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
      {t("shell.loadMore")}
    </Button>
  );
}
