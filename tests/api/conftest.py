from tests.guards.conftest import ground

__all__ = ["ground"]
