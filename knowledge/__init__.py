"""What the shop sells and what its customers say. Importing this package imports nothing else."""
