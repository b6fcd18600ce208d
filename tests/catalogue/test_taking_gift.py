"""GIFT, Aiken and texts with gaps."""

import pytest

from app.catalogue.elsewhere import Fate, NotTaken
from tests.catalogue.taking import DATA, assert_comes_back, blocks, codes, figures, only, read

MOODLE = DATA / "moodle"


def test_every_type_of_gift_finds_its_own() -> None:
    draft = read((MOODLE / "questions.gift.txt").read_bytes(), "questions.gift.txt")
    wanted = {"open-answer": 1, "match": 1, "choice": 4, "multiple": 1, "number": 1, "short": 1}
    assert figures(draft) == wanted
    assert codes(draft, Fate.LEFT) == []
    assert len(codes(draft, Fate.KEPT)) == 9
    assert_comes_back(draft)


def test_feedback_stays_with_its_answer() -> None:
    draft = read("::Couleur:: Entre orange et vert ?{=jaune#Oui !~rouge#[html]Non, <b>jaune</b>}")
    assert only(draft).split("\n\n")[1] == ("- [x] jaune\n  > Oui !\n- [ ] rouge\n  > Non, **jaune**")
    assert codes(draft, Fate.CHANGED) == ["minutes_guessed"]


def test_an_answer_without_feedback_gets_a_plain_sentence_and_the_report_says_so() -> None:
    draft = read("Une lame coupe encore à l’arrêt ?{=oui~non}")
    assert "- [x] oui\n  > Juste.\n- [ ] non\n  > Relisez." in only(draft)
    assert {"feedback_made_right", "feedback_made_wrong"} <= set(codes(draft, Fate.CHANGED))


def test_part_of_the_points_is_not_right_for_a_short_answer() -> None:
    draft = read("::Animal::Lequel ?{=Grenouille#Bien.=%50%Crapaud#Presque.=%0%*#Non.}")
    assert "- [x] Grenouille\n- [x] *\n  > Bien.\n- [ ] Crapaud\n  > Presque.\n- [ ] *\n  > Non." in only(
        draft
    )
    assert "partly_right_is_wrong" in codes(draft, Fate.CHANGED)


def test_a_range_is_a_value_with_a_tolerance() -> None:
    draft = read("Entre 1 et 5 ?{#1..5#Oui.}")
    assert 'answer="3" tolerance="2"' in blocks(draft)[0]


def test_escaped_signs_are_the_signs() -> None:
    draft = read(r"Que vaut 2 \= 1 + 1 \{ici\} ?{=un \~ deux#Oui \#1~\=3#Non}")
    assert only(draft).startswith("Que vaut 2 = 1 + 1 {ici} ?")
    assert "- [x] un ~ deux\n  > Oui #1\n- [ ] \\=3" in only(draft)


def test_braces_in_the_middle_of_a_sentence_are_a_gap() -> None:
    draft = read((MOODLE / "question.missingword1.txt").read_bytes(), "mots.txt")
    assert "students of {{=anatomy and physiology|reflexology|science|experiment}}, and" in only(draft)
    assert_comes_back(draft)


def test_a_numbered_list_in_the_statement_of_a_match_is_not_read_as_its_answer() -> None:
    draft = read("[html]<ol><li>Lisez</li><li>Associez</li></ol>{=a -> b =c -> d}")
    assert figures(draft) == {"match": 1}
    assert only(draft).startswith("- Lisez\n- Associez")
    assert_comes_back(draft)


def test_a_brace_that_is_not_closed_is_told_with_its_line_and_the_rest_is_taken() -> None:
    draft = read("Première ?{=oui~non}\n\nDeuxième ?{=oui\n\nTroisième ?{=oui~non}")
    (open_,) = [note for note in draft.report.of(Fate.LEFT) if note.code == "braces_open"]
    assert open_.where.line == 3
    assert figures(draft) == {"choice": 2}


def test_aiken_has_no_feedback_and_markup_is_text() -> None:
    draft = read((MOODLE / "questions.aiken.txt").read_bytes(), "questions.aiken.txt")
    assert figures(draft) == {"choice": 2}
    assert "- [x] Martin Dougiamas\n  > Juste." in blocks(draft)[0]
    assert r'includes \<html class="cool"> & images:' in blocks(draft)[1]
    assert_comes_back(draft)


def test_aiken_answers_without_their_letter_are_left() -> None:
    draft = read("Une ?\nA) oui\nB) non\n\nDeux ?\nA) oui\nB) non\nANSWER: B\n")
    assert [note.where.line for note in draft.report.of(Fate.LEFT)] == [1]
    assert "- [x] non" in only(draft)


def test_a_text_with_gaps_keeps_the_sentence_of_each_wrong_text() -> None:
    draft = read((MOODLE / "questions.multianswer.txt").read_bytes(), "villes.txt")
    said = only(draft)
    assert "San Francisco: {{=California|Arizona}}" in said
    assert "- [ ] 5: Marseille\n  > No, that is the second largest city in France (after Paris)." in said
    assert_comes_back(draft)


@pytest.mark.parametrize("text", ["", " \n", '{\n  "a": 1\n}', "Une phrase."])
def test_what_holds_no_question_is_refused(text: str) -> None:
    with pytest.raises(NotTaken):
        read(text, "notes.dat")


def test_data_in_braces_is_not_taken_for_answers() -> None:
    with pytest.raises(NotTaken) as refused:
        read('[{"a": {}}]', "a.json")
    assert refused.value.facts["why"] == "foreign"
