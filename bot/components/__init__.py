"""What Rasa's pipeline loads from here. Files that import no Rasa are pure and run on any Python."""
