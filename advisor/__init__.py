"""What to say, never how to phrase it: gathers, scores, re-ranks, explains, compares, answers."""
