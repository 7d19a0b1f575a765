/** How long things are kept: the rules, what they let go, and what is held whatever they say. */
import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, done } from "@/api/client";
import { Failed } from "@/ui/Failed";
import { Waiting } from "@/ui/Waiting";
import { Holds } from "./Holds";
import { RulesForm } from "./RulesForm";
import { RULES_KEY, type Rules } from "./rules";
import { WhatGoes } from "./WhatGoes";

export default function RetentionSection() {
  const rules = useQuery({ queryKey: RULES_KEY, queryFn: async () => (await done(api.GET("/retention"))) as Rules });
  /** The rules as they are being thought about, so that what they would do is seen before. */
  const [asked, setAsked] = useState<Record<string, number>>({});
  if (rules.error && !rules.data) return <Failed error={rules.error} again={rules.refetch} />;
  if (!rules.data) return <Waiting />;
  return (
    <Stack>
      <RulesForm rules={rules.data} onAsk={setAsked} />
      <WhatGoes asked={asked} />
      <Holds />
    </Stack>
  );
}
