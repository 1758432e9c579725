"""The nouns of the program: frozen dataclasses, no input or output, no knowledge of the modules that use them."""
