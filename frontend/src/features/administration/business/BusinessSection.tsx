/** What the business is called, how it looks, and how it is treated. */
import { Stack } from "@mantine/core";
import { Failed } from "@/ui/Failed";
import { Waiting } from "@/ui/Waiting";
import { useBusiness } from "../data";
import { DoorProfiles } from "./DoorProfiles";
import { Logo } from "./Logo";
import { LookForm } from "./LookForm";
import { NameForm } from "./NameForm";
import { SettingsForm } from "./SettingsForm";

export default function BusinessSection() {
  const { data: business, error, refetch } = useBusiness();
  if (error && !business) return <Failed error={error} again={refetch} />;
  if (!business) return <Waiting />;
  return (
    <Stack>
      <NameForm business={business} />
      <Logo business={business} />
      <LookForm business={business} />
      <SettingsForm business={business} />
      <DoorProfiles business={business} />
    </Stack>
  );
}
