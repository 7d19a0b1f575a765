"""Several requests in one, at the native door."""
