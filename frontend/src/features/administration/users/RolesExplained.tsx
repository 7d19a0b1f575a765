/** What each role may. */
import { useTranslation } from "@/app/translation";
import { Card } from "@/features/account/Card";
import { ROLES } from "./roles";
import classes from "./Users.module.css";

export function RolesExplained() {
  const { t } = useTranslation();
  return (
    <Card title={t("administration.users.roles")}>
      <dl className={classes.roles}>
        {ROLES.map((role) => (
          <div key={role} style={{ display: "contents" }}>
            <dt>{t(`account.roles.${role}`)}</dt>
            <dd>{t(`administration.users.may.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
