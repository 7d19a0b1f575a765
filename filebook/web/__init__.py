"""Pages for people: plain ones for those without a login, and the browser application."""
