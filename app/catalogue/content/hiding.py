"""A module as it is published: without what its authors hide."""

from dataclasses import replace

from app.catalogue.content.sources import ModuleSource, UnitSource


def without_hidden(module: ModuleSource) -> ModuleSource:
    return replace(module, units=tuple(_shown(unit) for unit in module.units if not unit.hidden))


def _shown(unit: UnitSource) -> UnitSource:
    return replace(
        unit,
        blocks=tuple(block for block in unit.blocks if not block.hidden),
        variants=tuple(_shown(variant) for variant in unit.variants),
    )
