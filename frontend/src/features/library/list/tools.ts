/** What every row needs, made once for all of them: hundreds of rows come and go while one scrolls. */

import { useMemo } from "react";
import type { Translate } from "@/app/translation";
import { useTranslation } from "@/app/translation";
import { useFormat } from "@/ui/format";

export interface RowTools {
  t: Translate;
  format: ReturnType<typeof useFormat>;
  /** The day, for links into the calendar. */
  today: string;
}

export function useRowTools(): RowTools {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => ({ t, format, today: new Date().toISOString().slice(0, 10) }), [t, format]);
}
