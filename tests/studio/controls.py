"""What a browser would send of a form that it was given."""

from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict

Attributes = dict[str, str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: list[tuple[str, str]] = []
        self._templates = 0
        self._textarea: tuple[str, list[str]] | None = None
        self._select: tuple[str, list[tuple[str, bool]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._templates += 1
        if self._templates or "disabled" in given:
            return
        if tag == "textarea":
            self._textarea = (given["name"], [])
        elif tag == "select":
            self._select = (given["name"], [])
        elif tag == "option" and self._select:
            self._select[1].append((given["value"], "selected" in given))
        elif tag == "input" and given.get("name"):
            self._input(given)

    def _input(self, given: Attributes) -> None:
        is_mark = given.get("type") in {"radio", "checkbox"}
        if not is_mark or "checked" in given:
            self.sent.append((given["name"], given.get("value", "on" if is_mark else "")))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._textarea[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._templates -= 1
        elif tag == "textarea" and self._textarea:
            name, parts = self._textarea
            text = "".join(parts).removeprefix("\n")
            self.sent.append((name, text.replace("\n", "\r\n")))
            self._textarea = None
        elif tag == "select" and self._select:
            name, options = self._select
            chosen = [value for value, is_chosen in options if is_chosen] or [value for value, _ in options]
            self.sent.append((name, chosen[0]))
            self._select = None


def successful_controls(html: str) -> MultiDict[str, str]:
    """Names and values in the order of the page, without what stands in a template."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return MultiDict(reader.sent)
