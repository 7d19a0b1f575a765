/** Every word of the application in English; the other languages have exactly the same keys, as their types demand. */
import { account } from "./account";
import { activity } from "./activity";
import { administration } from "./administration";
import { appointment } from "./appointment";
import { calendar } from "./calendar";
import { doors } from "./doors";
import { library } from "./library";
import { links } from "./links";
import { preview } from "./preview";
import { records } from "./records";
import { search } from "./search";
import { series } from "./series";
import { shell } from "./shell";
import { upload } from "./upload";
import { welcome } from "./welcome";

export const words = {
  account,
  activity,
  administration,
  appointment,
  calendar,
  doors,
  library,
  links,
  preview,
  records,
  search,
  series,
  shell,
  upload,
  welcome,
};

/** The same keys with any texts. */
type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
export type Words = Texts<typeof words>;
