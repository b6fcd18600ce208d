"""The WSGI entry point. It never monkey-patches: gunicorn's gevent worker does, before loading this."""

from app import create_app

application = create_app()
