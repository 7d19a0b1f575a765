"""Filebook: one file library and one appointment book, in the languages a business already speaks."""
