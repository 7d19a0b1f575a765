"""The catalogue in SQL, on SQLite or PostgreSQL: one module per noun, one text of each statement for both."""
