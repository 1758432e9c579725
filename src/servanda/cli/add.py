NAME = "add"
