"""SVG from authors: rebuilt from an allow-list, so that nothing in it can run or call elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
XLINK_NAMESPACE = "http://www.w3.org/1999/xlink"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _names(
    """circle clipPath defs desc ellipse feBlend feColorMatrix feComposite feDropShadow feFlood
    feGaussianBlur feMerge feMergeNode feOffset filter g line linearGradient marker mask
    path pattern polygon polyline radialGradient rect stop style svg symbol text textPath
    title tspan use"""
)

ATTRIBUTES = _names(
    """alignment-baseline amplitude aria-describedby aria-hidden aria-label aria-labelledby
    baseline-shift class clip-path clip-rule clipPathUnits color color-interpolation-filters cx cy
    d direction display dominant-baseline dx dy exponent fill fill-opacity fill-rule filter
    filterUnits flood-color flood-opacity font-family font-size font-style font-variant font-weight
    fr fx fy gradientTransform gradientUnits height id in in2 intercept k1 k2 k3 k4 lang
    lengthAdjust letter-spacing marker-end marker-mid marker-start markerHeight markerUnits
    markerWidth mask maskContentUnits maskUnits mode offset opacity operator orient overflow
    paint-order pathLength patternContentUnits patternTransform patternUnits points
    preserveAspectRatio primitiveUnits r refX refY result role rotate rx ry shape-rendering
    spreadMethod startOffset stdDeviation stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    style text-anchor text-decoration text-rendering textLength transform transform-origin type
    unicode-bidi values vector-effect version viewBox visibility width word-spacing writing-mode x
    x1 x2 xml:lang xml:space y y1 y2"""
)

# What can run, call another address, or hide one of the two. Their absence is what counts; naming
# them apart only lets an author be told.
ACTIVE_ELEMENTS = _names(
    """script foreignObject iframe object embed animate animateMotion animateTransform set
    handler listener image feImage a audio video"""
)
# A few dozen `use` that call each other draw millions of shapes and freeze a phone.
MOST_USES = 20
LOCAL_REFERENCE = re.compile(r"#[A-Za-z_][\w.:-]*")
LOCAL_URL = re.compile(r"url\(\s*(['\"]?)#[A-Za-z_][\w.:-]*\1\s*\)", re.IGNORECASE)
DANGEROUS_VALUE = re.compile(
    r"url\s*\(|javascript:|vbscript:|data:|expression\s*\(|@import|@charset|@namespace|\\|/\*|<",
    re.IGNORECASE,
)


class UnreadableSvg(ValueError):
    """Not XML, or with a document type, which is where entities hide. `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def sanitise_svg(data: bytes) -> bytes:
    """The same drawing with only what the allow-lists name. Raises UnreadableSvg."""
    return _rebuild(data).written()


def svg_dangers(data: bytes) -> Iterator[tuple[int, str]]:
    """Line and name of each thing that could run or call elsewhere. Raises UnreadableSvg."""
    yield from _rebuild(data).dangers


@dataclass(slots=True)
class _Rebuilt:
    parts: list[str] = field(default_factory=list)
    dangers: list[tuple[int, str]] = field(default_factory=list)
    open_elements: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    skipped_depth: int = 0
    uses: int = 0

    def written(self) -> bytes:
        return ("".join(self.parts) + "\n").encode()


def _rebuild(data: bytes) -> _Rebuilt:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    rebuilt = _Rebuilt()

    def refuse(*_: object) -> None:
        raise UnreadableSvg(parser.CurrentLineNumber)

    def start(name: str, attributes: dict[str, str]) -> None:
        _start(rebuilt, name, attributes, parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: _end(rebuilt, parser.CurrentLineNumber)
    parser.CharacterDataHandler = lambda text: _text(rebuilt, text)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableSvg(error.lineno) from error
    except (LookupError, ValueError) as error:
        raise UnreadableSvg(getattr(error, "line", 1)) from error
    if not rebuilt.parts:
        raise UnreadableSvg(1)
    return rebuilt


def _start(rebuilt: _Rebuilt, name: str, attributes: dict[str, str], line: int) -> None:
    namespace, _, local = name.rpartition(" ")
    rebuilt.uses += local == "use"
    if local in ACTIVE_ELEMENTS or (local == "use" and rebuilt.uses > MOST_USES):
        rebuilt.dangers.append((line, f"<{local}>"))
    is_known = namespace in {SVG_NAMESPACE, ""} and local in ELEMENTS
    is_root_wrong = not rebuilt.open_elements and local != "svg"
    is_known = is_known and rebuilt.uses <= MOST_USES
    if rebuilt.skipped_depth or not is_known or is_root_wrong:
        _note_attributes(rebuilt, attributes, line)
        rebuilt.skipped_depth += 1
        return
    kept = "".join(_kept_attributes(rebuilt, attributes, line))
    if not rebuilt.open_elements:
        kept = f' xmlns="{SVG_NAMESPACE}"{kept}'
    rebuilt.open_elements.append(local)
    rebuilt.parts.append(f"<{local}{kept}>")


def _note_attributes(rebuilt: _Rebuilt, attributes: dict[str, str], line: int) -> None:
    for _ in _kept_attributes(rebuilt, attributes, line):
        pass


def _kept_attributes(rebuilt: _Rebuilt, attributes: dict[str, str], line: int) -> Iterator[str]:
    for name, value in attributes.items():
        namespace, _, local = name.rpartition(" ")
        full = f"xml:{local}" if namespace == XML_NAMESPACE else local
        if local.lower().startswith("on"):
            rebuilt.dangers.append((line, local))
        elif local == "href" and namespace in {"", XLINK_NAMESPACE}:
            if LOCAL_REFERENCE.fullmatch(value.strip()):
                yield f' href="{escape(value.strip())}"'
            else:
                rebuilt.dangers.append((line, f"href={value[:40]}"))
        elif _is_dangerous(value) and namespace in {"", XML_NAMESPACE}:
            rebuilt.dangers.append((line, local))
        elif full in ATTRIBUTES and namespace in {"", XML_NAMESPACE}:
            yield f' {full}="{escape(value)}"'


def _is_dangerous(value: str) -> bool:
    return DANGEROUS_VALUE.search(LOCAL_URL.sub("", value)) is not None


def _text(rebuilt: _Rebuilt, text: str) -> None:
    if rebuilt.skipped_depth or not rebuilt.open_elements:
        return
    if rebuilt.open_elements[-1] == "style":
        rebuilt.styles.append(text)
        return
    rebuilt.parts.append(escape(text, quote=False))


def _end(rebuilt: _Rebuilt, line: int) -> None:
    if rebuilt.skipped_depth:
        rebuilt.skipped_depth -= 1
        return
    local = rebuilt.open_elements.pop()
    if local == "style":
        rules, rebuilt.styles = "".join(rebuilt.styles), []
        if _is_dangerous(rules):
            rebuilt.dangers.append((line, "<style>"))
        else:
            rebuilt.parts.append(escape(rules, quote=False))
    last = rebuilt.parts[-1]
    if last.startswith("<") and not last.startswith("</") and not last.endswith("/>"):
        rebuilt.parts[-1] = last.removesuffix(">") + "/>"
    else:
        rebuilt.parts.append(f"</{local}>")
