"""Files at the native door."""
