"""Pages for trainers over the catalogue. What a module is and who may change it stays there."""
