"""Moodle's questions as XML."""

import base64

import pytest

from app.catalogue.elsewhere import Fate, NotTaken
from tests.catalogue.photographs import bare, photograph
from tests.catalogue.samples import PNG
from tests.catalogue.taking import DATA, assert_comes_back, blocks, codes, figures, only, read

PICTURE = base64.b64encode(PNG).decode()


def quiz(*questions: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(questions)}</quiz>'


def question(kind: str, statement: str = "<p>Que faire ?</p>", more: str = "", files: str = "") -> str:
    return (
        f'<question type="{kind}"><name><text>Nom</text></name><questiontext format="html">'
        f"<text><![CDATA[{statement}]]></text>{files}</questiontext>{more}</question>"
    )


def answer(text: str, fraction: object, feedback: str = "", more: str = "") -> str:
    return (
        f'<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>'
        f'<feedback format="html"><text><![CDATA[{feedback}]]></text></feedback>{more}</answer>'
    )


CHOICE = answer("<p>Couper</p>", 100, "<p>Oui, <strong>avant</strong>.</p>") + answer("Mesurer", 0, "Après.")


def test_a_choice_keeps_its_feedback_as_markdown() -> None:
    draft = read(quiz(question("multichoice", more=f"<single>true</single>{CHOICE}")), "q.xml")
    assert only(draft) == ("Que faire ?\n\n- [x] Couper\n  > Oui, **avant**.\n- [ ] Mesurer\n  > Après.")
    assert_comes_back(draft)


def test_several_right_answers_become_multiple_whatever_their_share() -> None:
    answers = answer("a", "33.33333", "A") + answer("b", "66.66667", "B") + answer("c", -50, "C")
    draft = read(quiz(question("multichoice", more=f"<single>false</single>{answers}")), "q.xml")
    assert figures(draft) == {"multiple": 1}
    assert only(draft).count("- [x]") == 2
    assert "shares_levelled" in codes(draft, Fate.CHANGED)


def test_what_is_said_of_the_whole_stands_in_for_what_is_not_said_of_an_answer() -> None:
    more = (
        "<single>true</single><correctfeedback><text>Bien.</text></correctfeedback>"
        "<incorrectfeedback><text>Revoyez.</text></incorrectfeedback>"
        "<generalfeedback><text>On coupe toujours.</text></generalfeedback>"
        "<hint format='html'><text>Pensez au courant.</text></hint>"
    )
    draft = read(quiz(question("multichoice", more=more + answer("oui", 100) + answer("non", 0))), "q.xml")
    assert only(draft) == (
        "Que faire ?\n\n- [x] oui\n  > Bien.\n  >\n  > On coupe toujours.\n- [ ] non\n  > Revoyez.\n"
        "- [?] Pensez au courant."
    )


def test_true_and_false_are_said_in_the_language_of_the_module() -> None:
    draft = read((DATA / "moodle" / "truefalse.xml").read_bytes(), "truefalse.xml")
    assert figures(draft) == {"choice": 2, "pictures": 2}
    assert "- [x] Faux" in blocks(draft)[1]
    assert len(draft.media) == 1
    assert_comes_back(draft)


def test_a_number_with_its_tolerance_its_units_and_its_wrong_values() -> None:
    answers = answer("24", 100, "Oui.", "<tolerance>0.5</tolerance>") + answer("230", 0, "C’est le réseau.")
    units = (
        "<units><unit><multiplier>1</multiplier><unit_name>V</unit_name></unit>"
        "<unit><multiplier>1000</multiplier><unit_name>mV</unit_name></unit>"
        "<unit><multiplier>3</multiplier><unit_name>tiers</unit_name></unit></units>"
    )
    draft = read(quiz(question("numerical", more=answers + units)), "q.xml")
    assert 'type="number" answer="24" tolerance="0.5" unit="V" units="mV=0.001"' in blocks(draft)[0]
    assert "- [ ] 230\n  > C’est le réseau." in only(draft)
    assert "unit_left" in codes(draft, Fate.LEFT)


def test_matching_with_a_right_that_belongs_to_nobody() -> None:
    couples = "".join(
        f'<subquestion format="html"><text>{left}</text><answer><text>{right}</text></answer></subquestion>'
        for left, right in (("S0", "Arrêt"), ("S1", "Marche"), ("", "Voyant"))
    )
    draft = read(quiz(question("matching", more=couples)), "q.xml")
    assert "- S0 :: Arrêt\n- S1 :: Marche\n- * :: Voyant" in only(draft)


def test_ordering_follows_the_places_that_the_file_gives() -> None:
    items = answer("Deux", 2) + answer("Un", 1) + answer("Trois", 3)
    draft = read(quiz(question("ordering", more=items)), "q.xml")
    assert "1. Un\n2. Deux\n3. Trois" in only(draft)


def test_gaps_with_pictures_above_them() -> None:
    draft = read((DATA / "moodle" / "multianswer.xml").read_bytes(), "multianswer.xml")
    assert figures(draft) == {"cloze": 1, "pictures": 2}
    assert "picture_above" in codes(draft, Fate.CHANGED)
    assert "Phoenix: {{=Arizona|California}}" in blocks(draft)[2]
    assert_comes_back(draft)


def test_missing_words_listed_by_group_become_choices_of_a_gap() -> None:
    words = "".join(
        f"<selectoption><text>{text}</text><group>{group}</group></selectoption>"
        for text, group in (("ouvre", 1), ("ferme", 1), ("rouge", 2))
    )
    draft = read(quiz(question("gapselect", "Un contact [[1]] au repos.", words)), "q.xml")
    assert "Un contact {{=ouvre|ferme}} au repos." in only(draft)


def test_essays_and_descriptions_become_open_answers_and_texts() -> None:
    draft = read(quiz(question("essay"), question("description", "<h4>Contexte</h4><p>Lisez.</p>")), "q.xml")
    assert figures(draft) == {"open-answer": 1, "texts": 1}
    assert "**Contexte**\n\nLisez." in blocks(draft)[1]


def test_a_picture_in_the_file_is_kept_and_one_elsewhere_is_told() -> None:
    file = f'<file name="un banc.png" path="/" encoding="base64">{PICTURE}</file>'
    statement = (
        '<p>Voyez <img src="@@PLUGINFILE@@/un%20banc.png" alt="Un banc"> et '
        '<img src="https://exemple.be/x.png" alt="x"> ici.</p>'
    )
    draft = read(quiz(question("multichoice", statement, CHOICE, file)), "q.xml")
    assert draft.media == {"repris-1.png": PNG}
    assert 'src="repris-1.png" alt="Un banc"' in blocks(draft)[0]
    assert "Voyez et ici." in blocks(draft)[1]
    assert "picture_far" in codes(draft, Fate.LEFT)
    assert_comes_back(draft)


def test_a_picture_that_does_not_open_is_left_and_one_that_tells_of_its_place_is_cleaned() -> None:
    def shown(data: bytes) -> str:
        encoded = base64.b64encode(data).decode()
        file = f'<file name="a.jpg" path="/" encoding="base64">{encoded}</file>'
        statement = '<p>Voyez <img src="@@PLUGINFILE@@/a.jpg" alt="Un banc"> ici.</p>'
        return quiz(question("multichoice", statement, CHOICE, file))

    draft = read(shown(bare()[:400]), "q.xml")
    assert "picture_unopened" in codes(draft, Fate.LEFT)
    assert draft.media == {}
    [kept] = read(shown(photograph((60, 40))), "q.xml").media.values()
    assert b"Appareil secret" not in kept


def test_a_question_that_is_left_leaves_no_picture_behind() -> None:
    file = f'<file name="a.png" encoding="base64">{PICTURE}</file>'
    shown = '<p><img src="@@PLUGINFILE@@/a.png" alt="a"> ?</p>'
    one = answer("seule", 100, "oui")
    draft = read(
        quiz(question("multichoice", shown, one, file), question("multichoice", more=CHOICE)), "q.xml"
    )
    assert figures(draft) == {"choice": 1}
    assert draft.media == {}
    (left,) = [note for note in draft.report.of(Fate.LEFT) if note.code == "block_refused"]
    assert left.fault is not None
    assert left.fault.code == "too_few_answers"


def test_what_has_no_counterpart_is_told_with_its_line() -> None:
    draft = read(quiz(question("calculated"), "\n", question("multichoice", more=CHOICE)), "q.xml")
    (left,) = [note for note in draft.report.of(Fate.LEFT) if note.code == "type_left"]
    assert (left.where.line, left.where.place, left.facts) == (2, "Nom", {"type": "calculated"})
    assert figures(draft) == {"choice": 1}


def test_script_and_frames_are_told_and_not_taken() -> None:
    statement = "<p>Lisez<script>alert(1)</script></p><iframe src='https://x'></iframe>"
    draft = read(quiz(question("multichoice", statement, CHOICE)), "q.xml")
    assert only(draft).startswith("Lisez\n")
    assert codes(draft, Fate.LEFT).count("active_left") == 2


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<quiz><question type="essay"><name><text>&b;</text></name></question></quiz>'
)
FILE = '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (BOMB.encode(), "xml_document_type"),
        (FILE.encode(), "xml_document_type"),
        (
            BOMB.replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16"),
            "xml_document_type",
        ),
        (b'<?xml version="1.0"?><quiz>' + b"<a>" * 500, "xml_too_deep"),
        (b'<?xml version="1.0"?><quiz><question>', "xml_unreadable"),
        (b'<?xml version="1.0"?><quiz></quiz>', "no_question"),
    ],
)
def test_hostile_xml_is_refused_in_one_word(data: bytes, why: str) -> None:
    with pytest.raises(NotTaken) as refused:
        read(data, "q.xml")
    assert refused.value.facts["why"] == why
