"""A drawing keeps its shapes and loses all that could run or call elsewhere."""

import pytest

from app.catalogue.svg import UnreadableSvg, sanitise_svg, svg_dangers

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def cleaned(inside: str) -> str:
    return sanitise_svg(f"{OPEN}{inside}</svg>".encode()).decode()


def test_a_harmless_drawing_keeps_its_shapes_words_and_description() -> None:
    inside = (
        '<title id="t">Une scie &amp; sa lame</title><defs><linearGradient id="g">'
        '<stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        "<style>.a{fill:url(#g)}</style>"
        '<g class="a" transform="scale(2)"><path d="M0 0h9" fill="url(#g)" style="stroke:red"/></g>'
        '<text x="1" y="2">L1 &lt; L2</text><use href="#t"/>'
    )
    root = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    assert cleaned(inside) == f"{root}{inside}</svg>\n"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
        '<script href="https://x.be/a.js"/>',
        '<path onload="alert(1)"/>',
        '<path ONLOAD="alert(1)"/>',
        '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://x.be"/></foreignObject>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        '<use href="https://x.be/a.svg#a"/>',
        '<use xlink:href="data:image/svg+xml,x#a"/>',
        '<image href="https://x.be/a.png"/>',
        '<path style="fill:url(https://x.be/a)"/>',
        '<path style="fill:u\\rl(https://x.be/a)"/>',
        '<path fill="url(https://x.be/a)"/>',
        '<path fill="url(#a) url(//x.be)"/>',
        "<style>@import 'https://x.be/a.css';</style>",
        "<style>a{fill:ur<!-- -->l(https://x.be/a)}</style>",
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        "<g><metadata><script>alert(1)</script></metadata></g>",
    ],
)
def test_what_could_run_or_call_elsewhere_goes_and_is_named(inside: str) -> None:
    result = cleaned(inside).lower()
    for word in ("script", "onload", "x.be", "foreignobject", "iframe", "data:", "import", "animate", "<set"):
        assert word not in result
    assert list(svg_dangers(f"{OPEN}{inside}</svg>".encode()))


def test_cleaning_twice_changes_nothing() -> None:
    once = cleaned('<g><rect width="1"/><unknown><path/></unknown><script/>é</g>')
    assert sanitise_svg(once.encode()).decode() == once
    assert once.endswith('viewBox="0 0 9 9"><g><rect width="1"/>é</g></svg>\n')


def test_a_drawing_that_repeats_itself_without_end_is_cut() -> None:
    inside = "".join(
        f'<g id="a{level}">' + f'<use href="#a{level - 1}"/>' * 10 + "</g>" for level in range(1, 9)
    )
    assert cleaned(inside).count("<use") == 20
    assert ("<use>") in [what for _, what in svg_dangers(f"{OPEN}{inside}</svg>".encode())]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"<svg>\n<g></svg>", 2),
        (b'<?xml version="1.0"?>\n<!DOCTYPE svg SYSTEM "file:///etc/passwd">\n<svg/>', 2),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>', 1),
        (b'<?xml version="1.0" encoding="klingon"?><svg/>', 1),
        (b"<html/>", 1),
        (b"<svg>\xff</svg>", 1),
    ],
)
def test_what_is_no_plain_drawing_is_refused_at_its_line(data: bytes, line: int) -> None:
    with pytest.raises(UnreadableSvg) as caught:
        sanitise_svg(data)
    assert caught.value.line == line
