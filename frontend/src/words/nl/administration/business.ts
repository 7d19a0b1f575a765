import type { Words } from "../../en";

export const business: Words["administration"]["business"] = {
  name: "Naam, tijd, taal",
  nameHint: "Programma's kennen het bedrijf als “{{tenant}}”.",
  logo: "Logo",
  logoHint:
    "PNG, JPEG of WebP, tot 512 KiB. Iedereen ziet het: op de aanmeldpagina en op pagina's van gedeelde bestanden en aanvragen.",
  logoOf: "Logo van {{name}}",
  noLogo: "Er is geen logo.",
  chooseLogo: "Afbeelding kiezen",
  logoGone: "Het logo is verwijderd.",
  look: "Kleur en links",
  lookHint: "Ook deze zijn openbaar: ze staan op de aanmeldpagina.",
  colour: "Kleur",
  noColour: "De gebruikelijke",
  contrast: "Contrast {{figure}}:1 – tekst erop is goed leesbaar.",
  pale: "Op wit is deze bleek ({{figure}}:1): een donkerdere valt beter op.",
  settings: "Wat is toegestaan",
  unset: "Niet ingesteld: {{value}}",
  values: { yes: "ja", no: "nee", asProfile: "alleen waar de toegang streng is" },
  anyWord: "Willekeurige",
  set: {
    share_links: "Bestanden delen met mensen zonder aanmelding",
    publish_new_pictures: "Nieuwe foto's van objecten openbaar tonen",
    viewers_may_edit: "Wie alleen leest, mag schrijven, zoals TelecomX het documenteert",
    delete_full_folders: "TimeTap mag volle mappen verwijderen",
    document_attributes: "Documentkenmerken van objecten",
  },
  hints: {
    share_links: "Zo niet, dan werkt geen enkele gedeelde link, ook geen bestaande.",
    publish_new_pictures: "Waar een programma de keuze aan de server laat.",
    viewers_may_edit: "Geldt voor wat programma's voor TelecomX doen.",
    delete_full_folders: "Alles erin gaat dan definitief weg. Zo niet, dan gaan alleen lege mappen weg.",
    document_attributes:
      "Woorden die bestanden van objecten bij de toegang van onOffice mogen dragen. Zonder lijst: willekeurige.",
  },
  profiles: "Toegangen voor andere programma's",
  profilesHint:
    "Soepel bedient elk programma dat in gebruik is. Streng houdt zich aan wat de leverancier documenteert, grenzen en fouten naar de letter.",
  lenient: "Soepel",
  strict: "Streng",
};
