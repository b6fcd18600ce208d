"""What a question is and how a response to it is marked: pure functions, no database, no request.

The browser marks with the twin of this package, so that feedback needs no network:
`app/ui/frontend/src/features/player/` (marking.ts, decimals.ts, shuffling.ts). Both run the cases
of `tests/questions/cases.json`; the result that counts is this one.
"""
