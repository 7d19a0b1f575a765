"""Measurements of Filebook beside the programs that its bars name; `python -m bench`, told in docs/bench.md."""
