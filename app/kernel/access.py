"""Default deny: every page, call and socket event names the policy that lets people in.

A policy is a named question about who is calling. What a person may see of what exists is a matter of queries; what
they may do with it is decided by the domain's own `policy.py`.
"""

import uuid
from collections.abc import Callable
from typing import Protocol, TypeVar

from app.kernel.errors import Denied, NotSignedIn


class Caller(Protocol):
    """Who is calling, as far as the kernel cares."""

    @property
    def id(self) -> uuid.UUID: ...

    @property
    def language(self) -> str: ...


Rule = Callable[[Caller], bool]
Handler = TypeVar("Handler", bound=Callable[..., object])

PUBLIC = "public"
_rules: dict[str, Rule] = {"signed_in": lambda _caller: True}


def define(name: str, rule: Rule) -> None:
    _rules[name] = rule


def needs(name: str) -> Callable[[Handler], Handler]:
    """Mark a view, call or event with the policy that lets people in."""

    def mark(handler: Handler) -> Handler:
        handler.__dict__["access_policy"] = name
        return handler

    return mark


def policy_of(handler: Callable[..., object]) -> str | None:
    return getattr(handler, "access_policy", None)


def authorise(handler: Callable[..., object], caller: Caller | None) -> None:
    """Let the caller pass, or raise NotSignedIn or Denied. A handler without a policy lets nobody in."""
    name = policy_of(handler)
    if name == PUBLIC:
        return
    if caller is None:
        raise NotSignedIn
    if not allows(name or "", caller):
        raise Denied


def allows(policy: str, caller: Caller) -> bool:
    """Whether this policy lets the caller in; one that nobody defined lets nobody in."""
    rule = _rules.get(policy)
    return policy == PUBLIC or (rule is not None and rule(caller))


def known_policies() -> frozenset[str]:
    return frozenset(_rules) | {PUBLIC}
