"""The reading engine: morphology, syntax and names by slovnet's networks, computed without padding, in NumPy alone."""

from servanda.reading.engine.parser import Engine, engine

__all__ = ["Engine", "engine"]
