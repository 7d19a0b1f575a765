"""Folders at the native door."""
