"""Ids, vectors and nothing of rag."""
