/** Ends as people say them: the last day where a day ends, else the moment. */
import { useFormat } from "@/ui/format";
import { endsDay } from "./days";

const SECOND_MS = 1000;

export function useEnd(): (instant: string) => string {
  const { day, moment, zone } = useFormat();
  return (instant) =>
    endsDay(instant, zone) ? day(new Date(new Date(instant).getTime() - SECOND_MS)) : moment(instant);
}
