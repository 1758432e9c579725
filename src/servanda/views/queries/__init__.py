"""What pages and the JSON API show, gathered from the register into frozen values; no more than one page at a time."""
