"""Jobs at the native door."""
