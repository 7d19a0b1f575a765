/** The foot of pages for people who are not logged in: languages, imprint, privacy. */
import { Anchor, Group, Stack, UnstyledButton } from "@mantine/core";
import { keepLanguage, LANGUAGES, type Language } from "@/app/language";
import { useTranslation } from "@/app/translation";
import classes from "./Login.module.css";

interface Props {
  imprint?: string | null;
  privacy?: string | null;
}

export function LoginFoot({ imprint, privacy }: Props) {
  const { t, i18n } = useTranslation();
  const links = [
    { address: imprint, name: t("account.imprint") },
    { address: privacy, name: t("account.privacy") },
  ];
  return (
    <Stack component="footer" align="center" gap={4}>
      <Group component="nav" gap={2} justify="center" aria-label={t("shell.language")}>
        {(Object.entries(LANGUAGES) as [Language, string][]).map(([language, own]) => (
          <UnstyledButton
            key={language}
            lang={language}
            className={classes.language}
            aria-current={i18n.language === language}
            onClick={() => void keepLanguage(language)}
          >
            {own}
          </UnstyledButton>
        ))}
      </Group>
      <Group gap="md" justify="center">
        {links.map(
          ({ address, name }) =>
            address && (
              <Anchor key={name} href={address} size="sm" c="dimmed" className={classes.link} rel="noreferrer">
                {name}
              </Anchor>
            ),
        )}
      </Group>
    </Stack>
  );
}
