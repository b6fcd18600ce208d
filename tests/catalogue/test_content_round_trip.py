"""Writing what was read, and reading what was written."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalogue.content import ModuleSource, UnitSource, parse, write
from app.catalogue.content.block_sources import Criterion, InCentreBlock, TextBlock
from app.catalogue.content.fields import one_line
from app.catalogue.content.sources import MediaFile, Translation, media_used
from app.catalogue.content.tidying import tidy
from tests.catalogue.samples import MEDIA
from tests.catalogue.strategies import LINE, MARKDOWN, PARAGRAPH, blocks


@st.composite
def units(draw: st.DrawFn, number: int, language: str) -> UnitSource:
    count = draw(st.integers(0, 3))
    inner = [draw(blocks(f"bloc-{number}-{index}")) for index in range(count)]
    place = draw(st.sampled_from(["remote", "in_centre"]))
    lines = st.lists(LINE, max_size=2).map(tuple)
    grid = InCentreBlock(
        id=f"grille-{number}",
        title=draw(LINE),
        minutes=draw(st.integers(1, 600)),
        body=draw(MARKDOWN),
        criteria=tuple(
            Criterion(f"critere-{number}-{index}", one_line(draw(PARAGRAPH)), draw(st.booleans()))
            for index in range(draw(st.integers(1, 3)))
        ),
    )
    first = TextBlock(id=f"debut-{number}", title="Début", body="Un début.")
    is_remote = place == "remote"
    return UnitSource(
        name=f"{number:02}-unite",
        language=language,
        id=f"unite-{number}",
        title=draw(LINE),
        place=place,
        minutes=draw(st.integers(1, 600)),
        outcomes=draw(lines),
        bring=() if is_remote else draw(lines),
        resources=() if is_remote else draw(lines),
        blocks=(first, *inner) if is_remote else (first, *inner, grid),
    )


TRANSLATIONS = st.lists(
    st.builds(
        Translation,
        st.sampled_from(["de", "en", "nl", "no"]),
        LINE,
        LINE,
        st.lists(LINE, max_size=2).map(tuple),
    ),
    max_size=3,
    unique_by=lambda each: each.language,
).map(lambda told: tuple(sorted(told, key=lambda each: each.language)))


@st.composite
def modules(draw: st.DrawFn) -> ModuleSource:
    made = tuple(draw(units(number, "fr")) for number in range(1, draw(st.integers(2, 3))))
    shown = {name for unit in made for block in unit.blocks for _key, name in media_used(block)}
    return ModuleSource(
        slug="un-module",
        title=draw(LINE),
        language="fr",
        summary=draw(LINE),
        sector="wood",
        licence="CC0-1.0",
        origin_version=draw(st.sampled_from([None, "autre@12"])),
        review_on=draw(st.dates(date(2000, 1, 1))),
        outcomes=draw(st.lists(LINE, max_size=3).map(tuple)),
        sources=draw(st.lists(LINE, max_size=3).map(tuple)),
        translations=draw(TRANSLATIONS),
        units=made,
        media=tuple(MediaFile(name, *MEDIA[name]) for name in sorted(shown)),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(module=modules())
def test_a_module_written_and_read_again_is_the_same(module: ModuleSource) -> None:
    files = write(module)
    parsed = parse(files)
    assert parsed.faults == ()
    assert parsed.module == module
    assert write(parsed.module) == files


@settings(max_examples=100, deadline=None)
@given(st.text("ab \n\t-*+>#`~1.)|\\_[]é", max_size=60))
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
