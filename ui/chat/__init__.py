"""The page 问答: a conversation, every answer with its sources."""
