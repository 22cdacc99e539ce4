"""The page 评测: an eval run, read and compared."""
