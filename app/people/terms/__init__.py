"""How long each kind of thing is kept, the nightly work that holds to it, and its log."""
