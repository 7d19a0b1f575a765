"""The processing of files at the native door."""
