"""Appearance at the native door: what everybody may see of a business, and its logo."""
