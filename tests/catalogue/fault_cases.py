"""What an author can get wrong: in which file, what is changed, where the fault is, and its code.

The place is a text; the fault must stand on the first line of the changed file that holds it.
"""

from typing import NamedTuple


class Case(NamedTuple):
    file: str
    old: str
    new: str
    place: str | None
    code: str


MODULE_CASES = [
    Case("module", "title: Atelier bois\n", "", "slug:", "key_missing"),
    Case("module", "sector: wood", "sector: wood\ncolour: red", "colour", "key_unknown"),
    Case("module", "sector: wood", "sector: wood\nsector: metal", "sector: metal", "key_twice"),
    Case("module", "title: Atelier bois", "title: 2024", "title", "not_a_text"),
    Case("module", "title: Atelier bois", 'title: ""', "title", "empty_value"),
    Case("module", "title: Atelier bois", f"title: {'x' * 1001}", "title", "value_too_long"),
    Case("module", "outcomes:\n  - Régler le guide", "outcomes: Régler", "outcomes", "not_a_list"),
    Case("module", "  - Régler le guide", "  - 12", "  - 12", "not_a_text"),
    Case("module", "2027-11-24", "bientôt", "review_on", "not_a_date"),
    Case("module", "2027-11-24", "2027-13-24", "review_on", "not_a_date"),
    Case("module", "slug: atelier-bois", "slug: Atelier_Bois", "slug", "bad_slug"),
    Case("module", "slug: atelier-bois", f"slug: {'x' * 65}", "slug", "bad_slug"),
    Case("module", "language: fr", "language: français", "language", "bad_language"),
    Case("module", "CC-BY-SA-4.0", "libre de droits", "licence", "bad_licence"),
    Case("module", "origin_version: null", "origin_version: bois@0", "bois@0", "bad_origin"),
    Case("module", "- 02-au-banc", "- au-banc.md", "au-banc.md", "bad_unit_name"),
    Case("module", "- 02-au-banc", "- 02-au-banc\n  - 01-la-scie\n# x", "scie\n# x", "unit_named_twice"),
    Case("module", "- 02-au-banc", "- 02-au-banc\n  - 03-rien", "03-rien", "unit_file_missing"),
    Case("module", "units:\n  - 01-la-scie\n  - 02-au-banc", "units: []", "units", "no_units"),
    Case("module", "title: Atelier bois", "title: Atelier : bois", "title", "yaml_unreadable"),
    Case("module", "title: Atelier bois", "title: &a Atelier", "title", "yaml_alias"),
    Case("module", "title: Atelier bois", "title: *a", "title", "yaml_alias"),
    Case("module", "title: Atelier bois", "title: !!python/name:os.system", "title", "yaml_tag"),
    Case("module", "title: Atelier bois", "title: [[[[[[x]]]]]]", "title", "yaml_too_deep"),
    Case("module", "title: Atelier bois", "title: Atelier\0", "title", "control_character"),
]

#: What a module says of itself in other languages.
SAID = "units:\n  - 01-la-scie"
ENGLISH = "    title: Saw\n    summary: Set it.\n    outcomes: []\n"
MODULE_CASES += [
    Case("module", SAID, f"translations: en\n{SAID}", "translations", "yaml_not_mapping"),
    Case("module", SAID, f"translations:\n  en: Saw\n{SAID}", "  en:", "yaml_not_mapping"),
    Case("module", SAID, f"translations:\n  fr:\n{ENGLISH}{SAID}", "  fr:", "variant_same_language"),
    Case("module", SAID, f"translations:\n  eng:\n{ENGLISH}{SAID}", "  eng:", "bad_language"),
    Case("module", SAID, f"translations:\n  en:\n{ENGLISH.replace('Saw', '12')}{SAID}", "12", "not_a_text"),
    Case("module", SAID, f"translations:\n  en:\n    title: Saw\n{SAID}", "  en:", "key_missing"),
    Case("module", SAID, f"translations:\n  en:\n{ENGLISH}    units: []\n{SAID}", "    units", "key_unknown"),
]

UNIT_CASES = [
    Case("scie", "minutes: 30", "minutes: 0", "minutes", "minutes_out_of_range"),
    Case("scie", "minutes: 30", "minutes: 601", "minutes", "minutes_out_of_range"),
    Case("scie", "minutes: 30", 'minutes: "30"', "minutes", "not_a_whole_number"),
    Case("scie", "minutes: 30", "minutes: yes", "minutes", "not_a_whole_number"),
    Case("scie", "minutes: 30", "minutes: 30\nhidden: 1", "hidden", "not_yes_or_no"),
    Case("scie", "place: remote", "place: home", "place", "not_an_option"),
    Case("scie", "place: remote", "place: in_centre", "id: la-scie", "key_missing"),
    Case("scie", "place: remote", "place: in_centre", None, "grid_missing_in_unit"),
    Case("scie", "- Nommer", "- \u202eNommer", "Nommer", "control_character"),
    Case("scie", "---\nid: la-scie", "id: la-scie", "id: la-scie", "front_matter_missing"),
    Case("scie", "id: la-scie", "- la-scie", "title", "yaml_unreadable"),
    Case("banc", "id: au-banc", "id: la-scie", "id: la-scie", "unit_id_twice"),
    Case("banc", "- la-scie", "- la-vis", "- la-vis", "prerequisite_unknown"),
    Case("banc", "- la-scie", "- au-banc", "- au-banc", "prerequisite_cycle"),
    Case("banc", "place: in_centre", "place: remote", ":::in-centre", "in_centre_block_in_remote_unit"),
    Case("banc", "place: in_centre", "place: remote", "prerequisites", "key_unknown"),
]

BLOCK_CASES = [
    Case("scie", " {#parties}", "", "## Les parties", "id_missing"),
    Case("scie", "{#parties}", "{#Parties}", "## Les parties", "bad_slug"),
    Case("scie", "{#suite ", "{#parties ", ":::text", "id_twice"),
    Case("banc", "{#mesurer}", "{#parties}", "- {#parties}", "id_twice"),
    Case("scie", "## Les parties {#parties}", "Les parties", "Les parties", "text_without_block"),
    Case("scie", "## Les parties", "##", "## {#parties}", "title_empty"),
    Case("scie", 'kind="safety"', 'kind="danger"', "danger", "not_an_option"),
    Case("scie", 'kind="safety" ', "", ":::callout", "attribute_missing"),
    Case("scie", 'kind="safety"', 'kind="safety" colour="red"', ":::callout", "attribute_unknown"),
    Case("scie", 'kind="safety"', 'kind="safety" kind="tip"', ":::callout", "attribute_twice"),
    Case("scie", 'kind="safety"', "kind=safety", ":::callout", "attributes_unreadable"),
    Case("scie", 'required="no"', 'required="perhaps"', ":::text", "not_an_option"),
    Case("scie", ":::callout{", ":::film{", ":::film", "type_unknown"),
    Case("scie", ":::callout{", ":::Callout{", ":::Callout", "directive_unreadable"),
    Case("scie", "changer.\n:::", "changer.", ":::callout", "directive_unclosed"),
    Case("scie", "lunettes\n:::", "lunettes", ":::checklist", "directive_unclosed_at_end"),
    Case("scie", "Mettez des gants pour la changer.\n", "", ":::callout", "block_empty"),
    Case("scie", "et la table.", "et la table.\n\n:::", ":::\n\n### Le", "close_without_directive"),
    Case("scie", "et la table.", "et la table.\n\n```\nsaw", "```", "fence_unclosed"),
    Case("scie", "et la table.", "é" * 20_000, "La lame", "passage_too_long"),
    Case("scie", "1. Débranchez", "- Débranchez", "- Débranchez", "stray_line"),
    Case("scie", "2. Desserrez le guide.", "2.", "2.\n", "item_empty"),
    Case("scie", "1. Débranchez la scie.", "Débranchez.", "Débranchez.", "stray_line"),
    Case(
        "scie",
        "1. Débranchez la scie.\n\n   La lame doit être immobile.\n2. Desserrez le guide.\n",
        "",
        ":::steps",
        "steps_missing",
    ),
    Case("scie", "- [ ] Les gants", "- [x] Les gants", "- [x] Les gants", "checklist_ticked"),
    Case("scie", "- [ ] Les gants\n- [ ] Les lunettes\n", "", ":::checklist", "checklist_empty"),
    Case("scie", "- [ ] Les gants", "- [ ]", "- [ ]\n", "item_empty"),
    Case("banc", " {#debrancher}", "", "- ★", "criterion_id_missing"),
    Case(
        "banc",
        "\n- ★ {#debrancher} Débranche la scie\n- {#mesurer} Mesure la longueur",
        "",
        ":::in-centre",
        "grid_missing",
    ),
    Case("banc", "Une scie, sous surveillance.\n", "", ":::in-centre", "task_missing"),
    Case("banc", 'minutes="45"', 'minutes="601"', ":::in-centre", "minutes_out_of_range"),
]

MARKDOWN_CASES = [
    Case("scie", "### Le guide", "#### Le guide", "#### Le", "heading_level"),
    Case("scie", "### Le guide", "Le guide\n===", "Le guide\n", "heading_level"),
    Case("scie", "Elle coupe sans tourner.", "# Oui", "> # Oui", "heading_here"),
    Case("scie", "sans tourner.", 'sans <b onclick="x()">tourner</b>.', "onclick", "raw_html"),
    Case("scie", "le guide et la table.", "le guide\net <script>", "<script>", "raw_html"),
    Case("scie", "La lame, le", "<script>alert(1)</script> le", "<script>", "raw_html"),
    Case("scie", "La lame, le", "[La lame](javascript:alert(1)) le", "javascript", "link_refused"),
    Case("scie", "La lame, le", "La lame,\n[le](/page)", "/page", "link_refused"),
    Case("scie", "La lame, le", "<javascript:alert(1)> le", "javascript", "link_refused"),
    Case("scie", "La lame, le", "![La lame](lame.svg) le", "![La", "picture_in_text"),
    Case("banc", "Débranche la", "Débranche <br> la", "<br>", "raw_html"),
]

QUESTION_CASES = [
    Case("scie", "- [x] Oui", "- [ ] Oui", "#lame-immobile", "no_right_answer"),
    Case("scie", "- [ ] Non\n", "- [x] Non\n", "- [x] Non", "two_right_answers"),
    Case(
        "scie",
        "- [ ] Non\n  > La dent reste tranchante.\n",
        "",
        "#lame-immobile",
        "too_few_answers",
    ),
    Case("scie", "\n  > La dent reste tranchante.", "", "- [ ] Non", "feedback_missing"),
    Case("scie", "> La dent reste", "> La dent\n  reste", "  reste", "feedback_not_quoted"),
    Case("scie", "- [ ] Non\n", "- [ ]\n", "- [ ]\n", "answer_empty"),
    Case("scie", 'tries="2"', 'tries="deux"', "#lame-immobile", "bad_tries"),
    Case("scie", 'tries="2"', 'tries="21"', "#lame-immobile", "bad_tries"),
    Case("scie", 'tries="2"', 'answer="2"', "#lame-immobile", "attribute_only_for"),
    Case("scie", 'type="choice"', 'type="essay"', "#lame-immobile", "not_an_option"),
    Case(
        "scie",
        "La lame est immobile. Peut-elle blesser ?\n",
        "",
        "#lame-immobile",
        "statement_missing",
    ),
    Case("scie", "2. Desserrer\n3. Régler\n", "", "#ordre", "order_items"),
    Case(
        "scie",
        "3. Régler\n",
        "".join(f"{number}. Étape {number}\n" for number in range(3, 12)),
        "#ordre",
        "order_items",
    ),
    Case("scie", "- [x] *\n  > On", "- [x] Bon\n  > On", "- [x] Bon", "only_star_in_order"),
    Case(
        "scie",
        "- [ ] *\n  > Débranchez avant de toucher.\n",
        "",
        "#ordre",
        "general_feedback_missing",
    ),
    Case("scie", "- [ ] *\n  > Mesurez de nouveau.\n", "", "#tours", "general_feedback_missing"),
    Case(
        "scie",
        "- [ ] *\n  > Mesurez",
        "- [ ] *\n  > Non.\n- [ ] *\n  > Mesurez",
        "- [ ] *\n  > Mesurez",
        "general_feedback_twice",
    ),
    Case("scie", 'answer="2.5"', 'answer="2,5"', "#tours", "bad_decimal"),
    Case("scie", ' answer="2.5"', "", "#tours", "attribute_missing"),
    Case("scie", 'tolerance="0.1"', 'tolerance="-0.1"', "#tours", "negative_tolerance"),
    Case("scie", "- [ ] 25", "- [ ] vingt", "- [ ] vingt", "bad_wrong_value"),
    Case("scie", "- [ ] 25", "- [x] 25", "- [x] 25", "right_value_in_list"),
    Case("scie", "- [ ] 25", "- [ ] 2.6", "- [ ] 2.6", "wrong_value_is_right"),
    Case("scie", "- [ ] 25\n", "- [ ] 25\n  > Non.\n- [ ] 25.0\n", "25.0", "value_twice"),
]

PICTURE_CASES = [
    Case("scie", 'alt="La scie vue de face, la lame au milieu"', "", ":::figure", "alt_missing"),
    Case("scie", 'src="scie.svg"', 'src="lame.svg"', ":::figure", "media_missing"),
    Case("scie", "\nLa scie.\n", "\n- (20 101) La lame\n", "- (20 101)", "label_outside"),
    Case("scie", "\nLa scie.\n", "\n- (20 10) La lame\n- Le guide\n", "- Le guide", "label_unreadable"),
    Case("scie", "\nLa scie.\n", "\n- (20 10)\n", "- (20 10)", "item_empty"),
    Case("scie", "\nLa scie.\n", "\n" + "- (20 10) La lame\n" * 21, ":::figure", "label_count"),
    Case("svg", "<path ", '<path onload="x()" ', "onload", "svg_active"),
    Case("svg", "<path ", "<script>x()</script>\n<path ", "<script", "svg_active"),
    Case("svg", "<path ", '\n<image href="https://x.be/a.png"/><path ', "<image", "svg_active"),
    Case("svg", "<path ", '<path style="fill:url(https://x.be)" ', "style", "svg_active"),
    Case("svg", "<svg ", '<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg ', "<!DOCTYPE", "svg_unreadable"),
    Case("svg", "</svg>", "</g>", "</g>", "svg_unreadable"),
]

CASES = [
    *MODULE_CASES,
    *UNIT_CASES,
    *BLOCK_CASES,
    *MARKDOWN_CASES,
    *QUESTION_CASES,
    *PICTURE_CASES,
]
