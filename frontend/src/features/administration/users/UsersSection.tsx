/** Everybody who may log in. */
import { Avatar, Badge, Button, Group, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconChevronRight, IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { Empty } from "@/ui/Empty";
import { Failed } from "@/ui/Failed";
import { Waiting } from "@/ui/Waiting";
import { nameOf, type UserAccount, useUsers } from "../data";
import { NewUserDialog } from "./NewUserDialog";
import { RolesExplained } from "./RolesExplained";
import { UserDrawer } from "./UserDrawer";
import classes from "./Users.module.css";

export default function UsersSection() {
  const { t } = useTranslation();
  const { data: users, error, refetch } = useUsers();
  const [words, setWords] = useState("");
  const [making, setMaking] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  if (error && !users) return <Failed error={error} again={refetch} />;
  if (!users) return <Waiting />;
  const wanted = words.trim().toLowerCase();
  const shown = users.filter((user) =>
    [nameOf(user), user.user_name, user.email ?? ""].some((name) => name.toLowerCase().includes(wanted)),
  );
  const chosen = users.find((user) => user.id === opened);
  return (
    <Stack>
      <Card
        title={t("administration.users.all")}
        hint={t("administration.users.allHint")}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
            {t("administration.users.add")}
          </Button>
        }
      >
        <TextInput
          type="search"
          aria-label={t("administration.users.find")}
          placeholder={t("administration.users.find")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {shown.length === 0 && <Empty title={t("administration.users.nobody")} />}
        <ul className={classes.list}>
          {shown.map((user) => (
            <li key={user.id}>
              <Row user={user} onOpen={() => setOpened(user.id)} />
            </li>
          ))}
        </ul>
      </Card>
      <RolesExplained />
      {making && <NewUserDialog onClose={() => setMaking(false)} />}
      {chosen && <UserDrawer key={chosen.id} user={chosen} onClose={() => setOpened(null)} />}
    </Stack>
  );
}

function Row({ user, onOpen }: { user: UserAccount; onOpen: () => void }) {
  const { t } = useTranslation();
  const name = nameOf(user);
  return (
    <UnstyledButton className={classes.row} onClick={onOpen} data-shut={!user.enabled || undefined}>
      <Avatar name={name} color="accent" radius="xl" size={36} aria-hidden />
      <Stack gap={0} miw={0} flex={1}>
        <Text fw={550} truncate>
          {name}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {user.email ?? user.user_name}
        </Text>
      </Stack>
      <Group gap={6} justify="end">
        {!user.enabled && (
          <Badge color="red" variant="dot">
            {t("administration.users.shut")}
          </Badge>
        )}
        <Badge variant="default">{t(`account.roles.${user.role}`)}</Badge>
      </Group>
      <IconChevronRight size={16} aria-hidden />
    </UnstyledButton>
  );
}
