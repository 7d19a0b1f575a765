import type { Words } from "../en";

export const welcome: Words["welcome"] = {
  title: "Welkom bij Filebook",
  about: "Twee namen en een wachtwoord, dan kunt u beginnen.",
  noToken:
    "Dit adres is niet volledig. Open de link die de server bij het starten heeft getoond, met alles wat achter de # staat.",
  badToken:
    "Deze link werkt niet meer: hij is een dag geldig, en een nieuwe start van de server maakt een nieuwe. Kijk wat de server het laatst heeft getoond.",
  done: "Deze server heeft al een eigenaar; de link heeft zijn werk gedaan.",
  toLogin: "Aanmelden",
  business: "Uw bedrijf",
  name: "Naam van het bedrijf",
  nameExample: "Haven Makelaars",
  owner: "U",
  emailHint: "Hiermee meldt u zich aan.",
  demo: "Vul met voorbeeldgegevens, zodat ik kan rondkijken",
  demoHint: "Verzonnen mensen, objecten, afspraken en bestanden. Er is geen knop die ze weer verwijdert.",
  begin: "Beginnen",
  emptyTitle: "Hier is nog niets",
  emptyHint: "Begin met een afspraak of een bestand, of kijk eerst rond met voorbeeldgegevens.",
  fill: "Vullen met voorbeeldgegevens",
  filled: "De voorbeeldgegevens staan klaar.",
};
