"""Conversations as they happen: who is connected, what they are told, who has the word."""
