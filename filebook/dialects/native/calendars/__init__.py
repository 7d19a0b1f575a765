"""Calendars, what happens in them, who is free, and series looked at beforehand, at the native door."""
