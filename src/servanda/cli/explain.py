NAME = "explain"
