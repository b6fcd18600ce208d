"""Someone's data taken away because they asked for it: the request, the act, and its memory outside the database."""
