"""Filebook as a contestant: started as people start it, spoken to as its clients speak."""
