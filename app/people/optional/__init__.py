"""What people may say of themselves or not: needed for nothing they do here, and taken back as easily as given."""
