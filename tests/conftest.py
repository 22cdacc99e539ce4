"""Puts tests/ on the path, so that the tests of every wing share the hash embedder."""
