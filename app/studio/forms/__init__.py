"""What people type in the studio: the forms of blocks, units and modules, from their fields and back."""
