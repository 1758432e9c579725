"""Training of the coder's models from annotated texts; docs/training.md says from which, and how to repeat it."""
