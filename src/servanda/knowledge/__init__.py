"""What the program knows before it reads: tables of names and their loaders."""
