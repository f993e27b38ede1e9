"""A shop's own files come in: products, reviews, events and answers, in the formats that shops have."""
