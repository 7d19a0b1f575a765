"""Records and their relations at the native door."""
