/** The person's menu: account, language, light or dark, log out. */
import {
  Avatar,
  Menu,
  SegmentedControl,
  Stack,
  Text,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from "@mantine/core";
import { IconLogout, IconSettings, IconUser } from "@tabler/icons-react";
import { Link } from "wouter";
import { useTranslation } from "@/app/translation";
import { keepLanguage, LANGUAGES, type Language } from "./language";
import { useLogOut, useMay, useSession } from "./session";

export function PersonMenu() {
  const { t, i18n } = useTranslation();
  const { user, business } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const administers = useMay("owner");
  const logOut = useLogOut();
  const name = [user.first_name, user.last_name].join(" ").trim() || user.user_name;
  return (
    <Menu position="bottom-end" width={264} withinPortal>
      <Menu.Target>
        <UnstyledButton>
          <Avatar name={name} color="accent" radius="xl" size={36} aria-hidden />
          <VisuallyHidden>{`${t("shell.account")}: ${name}`}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap={0} px="sm" py="xs">
          <Text fw={600}>{name}</Text>
          <Text size="xs" c="dimmed">
            {business.name}
          </Text>
        </Stack>
        <Menu.Divider />
        <Menu.Item component={Link} href="/account" leftSection={<IconUser size={16} aria-hidden />}>
          {t("shell.account")}
        </Menu.Item>
        {administers && (
          <Menu.Item
            component={Link}
            href="/administration"
            leftSection={<IconSettings size={16} aria-hidden />}
            hiddenFrom="sm"
          >
            {t("shell.administration")}
          </Menu.Item>
        )}
        <Menu.Label>{t("shell.language")}</Menu.Label>
        {Object.entries(LANGUAGES).map(([language, own]) => (
          <Menu.Item
            key={language}
            lang={language}
            closeMenuOnClick={false}
            aria-current={i18n.language === language}
            fw={i18n.language === language ? 650 : undefined}
            onClick={() => void keepLanguage(language as Language)}
          >
            {own}
          </Menu.Item>
        ))}
        <Menu.Label>{t("shell.appearance")}</Menu.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          mx="sm"
          mb="xs"
          aria-label={t("shell.appearance")}
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
          data={[
            { value: "light", label: t("shell.light") },
            { value: "dark", label: t("shell.dark") },
            { value: "auto", label: t("shell.system") },
          ]}
        />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void logOut()}>
          {t("shell.logOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
