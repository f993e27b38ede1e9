"""HTTP: the only public face of Aisle."""
