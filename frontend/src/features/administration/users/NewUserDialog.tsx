/** Makes a user, with a password to log in with. */
import { Button, Group, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { api, done } from "@/api/client";
import { useTranslation } from "@/app/translation";
import { NewPassword } from "@/features/account/NewPassword";
import { atField, FormProblem, useChange } from "@/features/account/problems";
import { KEYS } from "@/live/keys";
import { Dialog } from "@/ui/Dialog";
import { USER_FIELDS, type UserDraft, UserFields } from "./UserFields";

const EMPTY: UserDraft = { user_name: "", email: "", first_name: "", last_name: "", role: "editor" };
const LONGEST_NAME = 60;

/** What somebody is called at logins, until another name is given. */
function suggested({ email, first_name, last_name }: UserDraft): string {
  const name = email.includes("@") ? email.slice(0, email.indexOf("@")) : `${first_name}.${last_name}`;
  const plain = name.normalize("NFKD").replace(/[^\w.-]+/g, "");
  return plain
    .toLowerCase()
    .replace(/^\.|\.$/g, "")
    .slice(0, LONGEST_NAME);
}

export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(EMPTY);
  const [named, setNamed] = useState(false);
  const [password, setPassword] = useState("");
  const [made, setMade] = useState<string | null>(null);
  const save = useChange(
    async () => {
      // The user may be there already, where only the password was refused the first time.
      const id = made ?? (await done(api.POST("/users", { body: { ...draft, email: draft.email || null } }))).id ?? "";
      setMade(id);
      await done(api.PUT("/users/{id}/password", { params: { path: { id } }, body: { password } }));
    },
    {
      keys: [[KEYS.users], [KEYS.people], [KEYS.calendars]],
      success: t("administration.users.added"),
      tells: "form",
      after: onClose,
    },
  );
  const change = (next: UserDraft) => {
    const isOwn = named || next.user_name !== draft.user_name;
    setNamed(isOwn);
    setDraft(isOwn ? next : { ...next, user_name: suggested(next) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <Dialog onClose={onClose} title={t("administration.users.add")}>
      <form onSubmit={submit}>
        <Stack>
          <FormProblem problem={save.error} fields={[...USER_FIELDS, "password"]} />
          <fieldset disabled={made !== null} style={{ all: "unset", display: "contents" }}>
            <UserFields draft={draft} onChange={change} problem={save.error} />
          </fieldset>
          <NewPassword
            label={t("account.password")}
            value={password}
            onChange={setPassword}
            error={atField(save.error, "password")}
          />
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("administration.users.add")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
