"""Numbers that people put in addresses: never larger than what the databases keep."""

from typing import Any

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class Number(IntegerConverter):
    """`<int:…>` in a route; a larger number is an address that leads nowhere."""

    def __init__(self, url_map: Map, *args: Any, **options: Any) -> None:
        super().__init__(url_map, *args, **{"max": LARGEST} | options)


def asked_number(name: str, default: int, *, least: int = 0) -> int:
    """The number of a query, brought between `least` and the largest; `default` where none can be read."""
    return min(max(least, request.args.get(name, default, int)), LARGEST)


def init_numbers(app: Flask) -> None:
    app.url_map.converters["int"] = Number
