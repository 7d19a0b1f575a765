"""Administration at the native door: the business, its users and their keys, its doors, and how it is."""
