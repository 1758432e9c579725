"""Migrations of the register, run from code when it is opened."""
