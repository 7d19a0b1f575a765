"""Request links at the native door."""
