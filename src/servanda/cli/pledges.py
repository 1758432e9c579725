NAME = "pledges"
