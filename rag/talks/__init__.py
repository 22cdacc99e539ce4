"""Conversations that last, and their exports."""
