"""Search at the native door."""
