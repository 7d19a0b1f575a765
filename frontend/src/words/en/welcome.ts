export const welcome = {
  title: "Welcome to Filebook",
  about: "Two names and a password, then you can begin.",
  noToken:
    "This address is not whole. Open the link that the server printed when it was started, with all that follows the #.",
  badToken:
    "This link works no longer: it is good for a day, and a new start of the server makes a new one. Look at what the server printed last.",
  done: "This server has an owner already, so this link has done its work.",
  toLogin: "Log in",
  business: "Your business",
  name: "Name of the business",
  nameExample: "Harbour Estates",
  owner: "You",
  emailHint: "You log in with it.",
  demo: "Fill in demo data, so that I can look around",
  demoHint: "Made-up people, estates, appointments and files. There is no button that takes them out again.",
  begin: "Begin",
  emptyTitle: "Nothing is here yet",
  emptyHint: "Begin with an appointment or a file, or look around first with made-up data.",
  fill: "Fill in demo data",
  filled: "The demo data is there.",
};
