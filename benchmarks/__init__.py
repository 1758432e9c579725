"""What is measured, and the peers that it is measured against. `./run bench` lists the measurements."""
