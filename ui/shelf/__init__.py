"""The page 报告: what the library holds, adding to it, correcting it."""
