"""What happens in a business, at the native door: changes, events, and who did what."""
