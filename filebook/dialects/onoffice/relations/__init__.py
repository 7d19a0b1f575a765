"""What has to do with what: contacts, estates, files and people of a record or an appointment."""
