"""YAML from people we do not know: no alias, no tag, no depth, every value with its line."""

from dataclasses import dataclass
from datetime import date

import yaml

from app.catalogue.content.faults import FileFaults

DEEPEST = 4

Scalar = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar or a list, and the line where it stands."""

    line: int
    data: "Scalar | list[Value] | dict[str, Value]"


def read_mapping(text: str, first_line: int, faults: FileFaults) -> dict[str, Value] | None:
    """The keys of a YAML mapping; None when it cannot be read, which is then noted."""
    try:
        if not _is_harmless(text, first_line, faults):
            return None
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        faults.add(first_line + line, "yaml_unreadable")
        return None
    except yaml.YAMLError:
        faults.add(first_line, "yaml_unreadable")
        return None
    if not isinstance(node, yaml.MappingNode):
        faults.add(first_line, "yaml_not_mapping")
        return None
    return _mapping(node, first_line, faults)


def _is_harmless(text: str, first_line: int, faults: FileFaults) -> bool:
    """Reads events one by one, before any tree is built: an alias or a depth never costs memory."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        code = _danger(event, depth)
        if code:
            faults.add(first_line + (event.start_mark.line if event.start_mark else 0), code)
            return False
    return True


def _danger(event: yaml.Event, depth: int) -> str | None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "yaml_alias"
    if getattr(event, "tag", None):
        return "yaml_tag"
    return "yaml_too_deep" if depth > DEEPEST else None


def _mapping(node: yaml.MappingNode, first_line: int, faults: FileFaults) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key_node, value_node in node.value:
        line = first_line + key_node.start_mark.line
        key = str(key_node.value)
        if key in values:
            faults.add(line, "key_twice", key=key, first=values[key].line)
        else:
            values[key] = Value(line, _value(value_node, first_line, faults).data)
    return values


def _value(node: yaml.Node, first_line: int, faults: FileFaults) -> Value:
    line = first_line + node.start_mark.line
    if isinstance(node, yaml.MappingNode):
        return Value(line, _mapping(node, first_line, faults))
    if isinstance(node, yaml.SequenceNode):
        return Value(line, [_value(child, first_line, faults) for child in node.value])
    return Value(line, _scalar(node.tag.rpartition(":")[2], str(node.value)))


def _scalar(kind: str, text: str) -> Scalar:
    """The resolver's guess, followed only where a key of ours wants it: no octal, no sexagesimal."""
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in {"yes", "true", "on"}
    try:
        if kind == "int":
            return int(text)
        if kind == "timestamp":
            return date.fromisoformat(text)
    except ValueError:
        return float("nan")
    return text if kind == "str" else float("nan")
