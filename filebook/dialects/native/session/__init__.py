"""Sessions of browsers, and one's own account, at the native door."""
