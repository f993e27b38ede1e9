"""The command line: `aisle`."""
