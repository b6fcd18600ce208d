"""What a draft says that it did not say at some earlier moment: block by block, whatever was done and undone meanwhile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.catalogue.models import Change

State = dict[str, Any]
#: Kind (`head`, `unit` or `block`) and code.
Key = tuple[str, str]
HEAD: Key = ("head", "")
#: Where a thing stands, and what is told of by lines of its own.
LEFT_OUT = frozenset({"after", "blocks", "code", "unit", "type"})


@dataclass(slots=True)
class Touched:
    """A block, a unit or the head, then and now, by the keys that were touched."""

    kind: str
    code: str
    unit: str
    before: State
    after: State
    is_new: bool = False
    is_gone: bool = False
    changes: list[Change] = field(default_factory=list)

    @property
    def is_moved(self) -> bool:
        return any(change.verb.endswith("_moved") for change in self.changes)


def touched_since(changes: Sequence[Change], present: State) -> list[Touched]:
    """In the order of the draft, what is gone at the end; without what is again as it was.

    `changes` are all those since, the first first; `present` is the whole draft (`editing/drafts_whole.py`).
    """
    now = dict(_whole(present))
    then, told = _then(changes, now)
    keys = [key for key in now if key in then] + [key for key in then if key not in now]
    found = (_touched(key, then[key], now.get(key, {}), told.get(key, [])) for key in keys)
    return [each for each in found if each.before != each.after or each.is_moved]


def _then(
    changes: Sequence[Change], now: dict[Key, State]
) -> tuple[dict[Key, State], dict[Key, list[Change]]]:
    """What each thing said before it was first changed, and the changes by thing."""
    then: dict[Key, State] = {}
    told: dict[Key, list[Change]] = {}
    was_whole = False
    for change in changes:
        if "units" in change.before:
            was_whole = True
            for key, state in _whole(change.before):
                _learn(then, key, state)
        elif _key(change) != HEAD or "head" in change.before:
            _learn(then, _key(change), change.before)
            told.setdefault(_key(change), []).append(change)
    if was_whole:
        then |= {key: {} for key in now if key not in then}
    return then, told


def _key(change: Change) -> Key:
    if change.block:
        return "block", change.block
    return ("unit", change.unit) if change.unit else HEAD


def _whole(state: State) -> Iterator[tuple[Key, State]]:
    """A whole draft, thing by thing."""
    yield HEAD, {"head": state["head"]}
    for unit in state["units"]:
        yield ("unit", unit["code"]), unit
        for block in unit["blocks"]:
            yield ("block", block["code"]), {**block, "unit": unit["code"]}


def _learn(then: dict[Key, State], key: Key, state: State) -> None:
    """What is known already is older, and stays."""
    known = then.get(key)
    if known is None:
        then[key] = {**state, "source": dict(state["source"])} if "source" in state else dict(state)
    elif known:
        for name, value in state.items():
            known.setdefault(name, dict(value) if name == "source" else value)
        for language, fields in state.get("source", {}).items():
            known["source"].setdefault(language, fields)


def _touched(key: Key, then: State, now: State, changes: list[Change]) -> Touched:
    """Both states by the keys that were touched."""
    unit = str(now.get("unit") or then.get("unit") or next((each.unit for each in changes), ""))
    before = {name: value for name, value in then.items() if name not in LEFT_OUT}
    after = {name: value for name, value in now.items() if name not in LEFT_OUT}
    if then and now:
        after = {name: value for name, value in after.items() if name in before}
        if "source" in before:
            after["source"] = {language: after["source"].get(language) for language in before["source"]}
    return Touched(*key, unit, before, after, not then, not now, changes)
