"""The page on which people read and try the native API."""
