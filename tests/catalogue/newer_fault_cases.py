"""What an author can get wrong in the types of `newer_samples.py`."""

from tests.catalogue.fault_cases import Case

GAP = "{{guide|guide parallèle}}"


def tour(old: str, new: str, place: str, code: str) -> Case:
    return Case("tour", old, new, place, code)


BLOCK_CASES = [
    tour("### Circulaire", "La scie.\n\n### Circulaire", "La scie.", "text_before_columns"),
    tour("### À ruban\n\nLa lame défile.\n", "", ":::comparison", "column_count"),
    tour("### À ruban\n", "###\n", "###\n", "title_empty"),
    tour("La lame défile.\n", "", "### À ruban", "column_empty"),
    tour(' title="Le trait"', "", ":::term", "attribute_missing"),
    tour("L’épaisseur que la lame enlève.\n", "", ":::term", "block_empty"),
    tour(' captions="film.vtt"', "", ":::video", "attribute_missing"),
    tour('src="film.mp4"', 'src="son.mp3"', ":::video", "media_not_taken"),
    tour('captions="film.vtt"', 'captions="autre.vtt"', ":::video", "media_missing"),
    tour("https://www.exemple.be", "http://www.exemple.be", ":::external", "address_not_https"),
    tour('accept="photo"', 'accept="film"', ":::submission", "not_an_option"),
    tour(' accept="photo"', "", ":::submission", "attribute_missing"),
]

MATCH_CASES = [
    tour("- Guide :: Tient\n- Butée :: Tient\n- * :: Mesure\n", "", "#associer", "pair_count"),
    tour("- Guide :: Tient", "- Guide", "- Guide", "pair_unreadable"),
    tour("- Butée :: Tient", "- Guide :: Tient bien", "- Guide :: Tient bien", "left_twice"),
    tour("- * :: Mesure", "- * :: Coupe", "- * ::", "lure_belongs"),
    tour("- [ ] Lame :: Mesure", "- [ ] Lame", "- [ ] Lame", "wrong_pair_unreadable"),
    tour("- [ ] Lame :: Mesure", "- [x] Lame :: Mesure", "- [x] Lame", "wrong_pair_unreadable"),
    tour("- [ ] Lame :: Mesure", "- [ ] Lame :: Chauffe", "- [ ] Lame", "pair_part_unknown"),
    tour("- [ ] Lame :: Mesure", "- [ ] Table :: Mesure", "- [ ] Table", "pair_part_unknown"),
    tour("- [ ] Lame :: Mesure", "- [ ] Lame :: Coupe", "- [ ] Lame", "wrong_pair_is_right"),
    tour(
        "- [ ] Lame :: Mesure",
        "- [ ] Lame :: Mesure\n  > Non.\n- [ ] Lame ::  Mesure",
        "::  Mesure",
        "wrong_pair_twice",
    ),
    tour("- [?] Le guide", "- [ ] Le guide", "- [ ] Le guide", "hint_not_last"),
    tour("- [?] Le guide est droit.", "- [?]", "- [?]\n", "item_empty"),
]

TYPED_CASES = [
    tour("- [x] le guide\n- [x] guide parallèle\n", "", "#nommer", "no_accepted_text"),
    tour("- [x] le guide\n", "- [x] le guide\n  > Le bon.\n", "> Le bon", "feedback_not_here"),
    tour("- [x] guide parallèle", "- [x] Le Guide", "- [x] Le Guide", "value_twice"),
    tour("- [ ] la table", "- [ ] le guyde", "- [ ] le guyde", "wrong_text_is_right"),
    tour("- [ ] la table", f"- [ ] {'a' * 201}", "- [ ] aaa", "typed_too_long"),
    tour(' spelling="close"', ' spelling="loose"', "#nommer", "not_an_option"),
    tour('type="match"', 'type="match" spelling="plain"', "#associer", "attribute_only_for"),
    tour(GAP, "{{guide", "On débranche", "gap_unreadable"),
    tour(GAP, "[guide](https://a.be/{{guide}})", "#completer", "gap_unreadable"),
    tour(GAP, '[guide](https://a.be "{{guide}}")', "#completer", "gap_unreadable"),
    tour(GAP, "{{guide|}}", "#completer", "gap_text"),
    tour("{{=avant|après}}", "{{=après}}", "#completer", "gap_choices"),
    tour(GAP, " ".join(["{{guide}}"] * 8), "#completer", "gap_count"),
    tour(GAP, "\ue0001\ue001", "On débranche", "control_character"),
    tour(GAP, f"{{{{{'a' * 201}}}}}", "#completer", "typed_too_long"),
    tour("- [ ] 1: après", "- [ ] 3: après", "- [ ] 3:", "wrong_gap_unreadable"),
    tour("- [ ] 1: après", "- [ ] 1: pendant", "- [ ] 1:", "wrong_gap_unknown"),
    tour("- [ ] 1: après", "- [ ] 2: Guide", "- [ ] 2:", "wrong_text_is_right"),
]

PLACE_CASES = [
    tour("(0 0 100 10) Le guide", "Le guide", "- [ ] Le guide", "zone_unreadable"),
    tour("(0 0 100 10)", "(0 0 100)", "- [ ] (0 0", "zone_unreadable"),
    tour("(0 0 100 10)", "(1 0 100 10)", "- [ ] (1 0", "zone_outside"),
    tour("(0 0 100 10)", "(0 0 100 0)", "- [ ] (0 0", "zone_outside"),
    tour("(0 0 100 10) Le guide", "(0 0 100 10)", "- [ ] (0 0", "answer_empty"),
    tour("- [ ] (0 0 100 10) Le guide\n  > Il tient la pièce.\n", "", "#montrer", "zone_count"),
    tour("- [ ] (0 0", "- [x] (0 0", "- [x] (0 0", "two_right_zones"),
    tour("- [x] (20", "- [ ] (20", "#montrer", "no_right_answer"),
    tour("- [ ] *\n  > Cherchez", "- [x] *\n  > Cherchez", "- [x] *\n  > Cherchez", "right_zone_is_star"),
    tour(' alt="La scie, sa lame au milieu"', "", "#montrer", "alt_missing"),
]

UNIT_AND_POOL_CASES = [
    tour(' unit="mm"', "", "#longueur", "units_without_unit"),
    tour("cm=10 m=1000", "mm=10", "#longueur", "unit_twice"),
    tour("cm=10 m=1000", "cm:10", "#longueur", "bad_unit"),
    tour("cm=10 m=1000", "cm=0", "#longueur", "bad_unit"),
    tour(' pick="1"', "", "#tire-un", "pick_missing"),
    tour(' pick="1"', ' pick="2"', "#tire-un", "pick_too_many"),
    tour(' pick="1"', ' pick="un"', "#tire-un", "bad_pick"),
    tour('pool="tirage"}', 'pool="tirage" pick="1"}', "#tire-deux", "pick_not_first"),
    tour('pool="tirage"}', 'pick="1"}', "#tire-deux", "pick_without_pool"),
    tour('pool="tirage"}', 'pool="tirage" required="no"}', "#tire-deux", "pool_required_differs"),
    tour('pool="tirage"}', 'pool="Tirage"}', "#tire-deux", "bad_slug"),
]

NEWER_CASES = [*BLOCK_CASES, *MATCH_CASES, *TYPED_CASES, *PLACE_CASES, *UNIT_AND_POOL_CASES]
