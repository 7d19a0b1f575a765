"""ZIP archives at the native door."""
