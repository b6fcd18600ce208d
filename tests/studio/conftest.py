from tests.catalogue.conftest import publish, save, store

__all__ = ["publish", "save", "store"]
