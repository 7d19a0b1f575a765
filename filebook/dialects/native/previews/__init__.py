"""Previews at the native door."""
