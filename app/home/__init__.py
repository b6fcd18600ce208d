"""Each role's first page; it composes the floors below."""
