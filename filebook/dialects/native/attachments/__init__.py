"""What hangs on what, at the native door."""
