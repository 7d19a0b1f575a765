"""The trash at the native door."""
