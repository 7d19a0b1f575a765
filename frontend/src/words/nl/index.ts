/** Every word of the application; see `words/en`. */
import type { Words } from "../en";
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

export const words: Words = {
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
