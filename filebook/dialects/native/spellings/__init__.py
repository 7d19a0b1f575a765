"""Things as other doors show them, at the native door."""
