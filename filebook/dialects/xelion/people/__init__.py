"""Xelion's people: addressables, users, and what a caller says of itself."""
