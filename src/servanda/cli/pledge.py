NAME = "pledge"
