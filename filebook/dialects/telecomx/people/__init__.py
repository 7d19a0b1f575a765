"""Employees and customers at the TelecomX door: read only, enough to resolve names."""
