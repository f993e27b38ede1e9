"""Rasa's language and ours: one file per skill reads the tracker, asks the advisor and speaks."""
