"""From the register to people: queries, watch, exports, dossiers, the web."""
