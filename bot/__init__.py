"""The Rasa assistant: its domain, data, dialog tests and graph components."""
