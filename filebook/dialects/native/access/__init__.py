"""Who may do what, and why, at the native door."""
