"""The wirings that audio cables have: the catalogue, its packed index, how to look one up."""
