import type { Words } from "../en";

export const welcome: Words["welcome"] = {
  title: "Velkommen til Filebook",
  about: "To navne og en adgangskode, så kan du begynde.",
  noToken:
    "Adressen er ikke hel. Åbn det link, som serveren viste, da den blev startet, med alt det, der står efter #.",
  badToken:
    "Linket virker ikke længere: det gælder i et døgn, og en ny start af serveren laver et nyt. Se, hvad serveren viste sidst.",
  done: "Serveren har allerede en ejer, så linket har gjort sit.",
  toLogin: "Log ind",
  business: "Din virksomhed",
  name: "Virksomhedens navn",
  nameExample: "Havnens Ejendomme",
  owner: "Dig",
  emailHint: "Den logger du ind med.",
  demo: "Fyld eksempler i, så jeg kan se mig omkring",
  demoHint: "Opdigtede personer, ejendomme, aftaler og filer. Der er ingen knap, der fjerner dem igen.",
  begin: "Begynd",
  emptyTitle: "Her er intet endnu",
  emptyHint: "Begynd med en aftale eller en fil, eller se dig omkring først med eksempler.",
  fill: "Fyld eksempler i",
  filled: "Eksemplerne er der.",
};
