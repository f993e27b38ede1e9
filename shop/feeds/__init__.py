"""A shop's own files come in: products, reviews and events, in the formats that shops have."""
