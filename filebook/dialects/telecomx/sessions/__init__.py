"""Logging in, tokens, logging out."""
