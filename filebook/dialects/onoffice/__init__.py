"""The onOffice door: signed JSON actions at one address, and the links it hands out. See README.md."""
