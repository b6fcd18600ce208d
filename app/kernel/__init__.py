"""What every domain stands on: database, time, ids, side effects, edges. It knows no domain."""
