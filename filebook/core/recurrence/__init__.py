"""Recurrence: when a series happens, by RFC 5545's rules, on wall clocks, always bounded."""
