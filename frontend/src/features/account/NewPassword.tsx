/** A new password, with what it has to be and how good it is. */
import { PasswordInput, Progress, Stack, Text } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "@/app/translation";

export const LEAST_LETTERS = 10;
const GOOD_LETTERS = 14;
const STRONG_LETTERS = 18;

type Strength = "short" | "fair" | "good" | "strong";
const LOOKS: Record<Strength, { share: number; colour: string }> = {
  short: { share: 20, colour: "red" },
  fair: { share: 45, colour: "yellow" },
  good: { share: 75, colour: "teal" },
  strong: { share: 100, colour: "teal" },
};

/** By its length and by whether it repeats itself: what counts against guessing, unlike odd signs. */
export function strengthOf(password: string): Strength {
  const letters = Math.min([...password].length, new Set(password).size * 2.5);
  if ([...password].length < LEAST_LETTERS) return "short";
  if (letters < GOOD_LETTERS) return "fair";
  return letters < STRONG_LETTERS ? "good" : "strong";
}

interface Props {
  label: string;
  value: string;
  onChange: (password: string) => void;
  error?: string;
}

export function NewPassword({ label, value, onChange, error }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const strength = strengthOf(value);
  const { share, colour } = LOOKS[strength];
  return (
    <Stack gap={6}>
      <PasswordInput
        label={label}
        description={t("account.passwordRules", { count: LEAST_LETTERS })}
        autoComplete="new-password"
        required
        minLength={LEAST_LETTERS}
        maxLength={1024}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
        aria-describedby={id}
      />
      {value !== "" && !error && (
        <div>
          <Progress value={share} color={colour} size="sm" aria-hidden />
          <Text id={id} size="xs" c="dimmed" role="status" mt={4}>
            {t(`account.strength.${strength}`)}
          </Text>
        </div>
      )}
    </Stack>
  );
}
