"""The page 引文: passages found, citations opened, exports checked."""
