"""The programs that Filebook is measured against, each started in a folder of its own."""
