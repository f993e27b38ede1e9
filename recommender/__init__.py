"""Pure numbers: interactions in, scores out. No I/O, no clock, no knowledge of texts."""
