"""The request log at the native door."""
