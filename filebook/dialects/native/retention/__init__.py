"""Retention rules and holds at the native door."""
