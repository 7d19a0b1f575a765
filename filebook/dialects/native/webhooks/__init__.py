"""Webhooks at the native door."""
