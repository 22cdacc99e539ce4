"""Gathers what the page says into the catalogues of its translations; `make words` runs it."""
