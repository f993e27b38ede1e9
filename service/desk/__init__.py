"""The desk: where the shop's people see conversations and take them over."""
