"""Shares at the native door."""
