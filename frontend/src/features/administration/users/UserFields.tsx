/** Names, address and role of a user, as they are asked for. */
import { Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useSession } from "@/app/session";
import { useTranslation } from "@/app/translation";
import { atField } from "@/features/account/problems";
import type { UserAccount } from "../data";
import { grantable } from "./roles";

export interface UserDraft {
  user_name: string;
  email: string;
  first_name: string;
  last_name: string;
  role: UserAccount["role"];
}
export const USER_FIELDS = ["user_name", "email", "first_name", "last_name", "role"] as const;

interface Props {
  draft: UserDraft;
  onChange: (draft: UserDraft) => void;
  problem: unknown;
}

export function UserFields({ draft, onChange, problem }: Props) {
  const { t } = useTranslation();
  const { user } = useSession();
  const text = (name: "user_name" | "email" | "first_name" | "last_name", label: string) => ({
    label,
    value: draft[name],
    error: atField(problem, name),
    autoComplete: "off",
    onChange: (event: { currentTarget: HTMLInputElement }) => onChange({ ...draft, [name]: event.currentTarget.value }),
  });
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput {...text("first_name", t("account.firstName"))} data-autofocus maxLength={255} />
        <TextInput {...text("last_name", t("account.lastName"))} maxLength={255} />
      </SimpleGrid>
      <TextInput
        {...text("email", t("account.email"))}
        type="email"
        description={t("administration.users.emailHint")}
      />
      <TextInput
        {...text("user_name", t("administration.users.userName"))}
        description={t("administration.users.userNameHint")}
        required
        maxLength={255}
        spellCheck={false}
      />
      <Select
        label={t("administration.users.role")}
        description={t(`administration.users.may.${draft.role}`)}
        allowDeselect={false}
        data={grantable(user.role).map((role) => ({ value: role, label: t(`account.roles.${role}`) }))}
        value={draft.role}
        onChange={(role) => role && onChange({ ...draft, role: role as UserAccount["role"] })}
        error={atField(problem, "role")}
      />
    </Stack>
  );
}
