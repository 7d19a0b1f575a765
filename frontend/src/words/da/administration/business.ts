import type { Words } from "../../en";

export const business: Words["administration"]["business"] = {
  name: "Navn, tid, sprog",
  nameHint: "Programmer kender virksomheden som “{{tenant}}”.",
  logo: "Logo",
  logoHint:
    "PNG, JPEG eller WebP, op til 512 KiB. Alle ser det: på login-siden og på sider for delinger og anmodninger.",
  logoOf: "Logo for {{name}}",
  noLogo: "Der er intet logo.",
  chooseLogo: "Vælg et billede",
  logoGone: "Logoet er fjernet.",
  look: "Farve og links",
  lookHint: "Det er også offentligt: det står på login-siden.",
  colour: "Farve",
  noColour: "Den sædvanlige",
  contrast: "Kontrast {{figure}}:1 – tekst på den er let at læse.",
  pale: "På hvidt er den bleg ({{figure}}:1): en mørkere træder bedre frem.",
  settings: "Hvad der er tilladt",
  unset: "Ikke sat: {{value}}",
  values: { yes: "ja", no: "nej", asProfile: "kun hvor adgangen er streng" },
  anyWord: "Alle",
  set: {
    share_links: "Del filer med folk uden login",
    publish_new_pictures: "Vis nye billeder af ejendomme offentligt",
    viewers_may_edit: "De, der kun læser, må skrive, som TelecomX dokumenterer det",
    delete_full_folders: "TimeTap må fjerne fulde mapper",
    document_attributes: "Dokumentattributter for ejendomme",
  },
  hints: {
    share_links: "Hvis ikke, virker ingen deling, heller ikke de gamle.",
    publish_new_pictures: "Hvor et program overlader valget til serveren.",
    viewers_may_edit: "Gælder det, programmer til TelecomX gør.",
    delete_full_folders: "Alt i dem forsvinder så for altid. Hvis ikke, forsvinder kun tomme mapper.",
    document_attributes: "Ord, som ejendommes filer må bære ved onOffices adgang. Uden liste: alle.",
  },
  profiles: "Adgange for andre programmer",
  profilesHint:
    "Lempelig betjener hvert program, der er i brug. Streng holder sig til det, leverandøren dokumenterer, med grænser og fejl til punkt og prikke.",
  lenient: "Lempelig",
  strict: "Streng",
};
