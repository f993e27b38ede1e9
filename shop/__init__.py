"""The shop's nouns, settings, storage and feeds. Imports none of the other rooms."""
