"""The browser application: serves the built page and its login session."""
