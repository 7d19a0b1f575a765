"""Documents that things need, at the native door."""
