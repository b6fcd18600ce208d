"""What a browser receives of a block."""

import json

from app.catalogue.content import CompiledBlock, compile_module, parse
from app.catalogue.content.block_sources import FigureBlock, Label
from app.catalogue.content.compiling import compile_block
from tests.catalogue.samples import SCIE, sample


def compiled(**changes: str) -> dict[str, CompiledBlock]:
    module = parse(sample(**changes)).module
    assert module
    return {block.code: block for block in compile_module(module)}


def test_every_block_is_compiled_with_its_id_type_and_language() -> None:
    blocks = compiled()
    assert [(block.code, block.type) for block in blocks.values()] == [
        ("parties", "text"),
        ("alerte-lame", "callout"),
        ("suite", "text"),
        ("vue", "figure"),
        ("regler", "steps"),
        ("lame-immobile", "question"),
        ("protections", "question"),
        ("ordre", "question"),
        ("tours", "question"),
        ("avant", "checklist"),
        ("reglage", "in-centre"),
    ]
    assert {block.language for block in blocks.values()} == {"fr"}
    assert [code for code, block in blocks.items() if not block.required] == ["suite"]


def test_a_choice_carries_all_its_feedback() -> None:
    block = compiled()["lame-immobile"]
    assert block.html == "<p>La lame est immobile. Peut-elle blesser ?</p>\n"
    assert block.plain_text == "La lame est immobile. Peut-elle blesser ?"
    assert block.data == {
        "type": "choice",
        "tries": 2,
        "answers": [
            {
                "id": "a1",
                "html": "Oui",
                "text": "Oui",
                "right": True,
                "feedback_html": "<p>Elle coupe sans tourner.</p>\n",
            },
            {
                "id": "a2",
                "html": "Non",
                "text": "Non",
                "right": False,
                "feedback_html": "<p>La dent reste tranchante.</p>\n",
            },
        ],
    }


def test_an_order_carries_its_items_in_the_right_order() -> None:
    assert compiled()["ordre"].data == {
        "type": "order",
        "tries": None,
        "items": [
            {"id": "i1", "html": "Débrancher", "text": "Débrancher"},
            {"id": "i2", "html": "Desserrer", "text": "Desserrer"},
            {"id": "i3", "html": "Régler", "text": "Régler"},
        ],
        "feedback": {
            "right": "<p>On débranche d’abord.</p>\n",
            "wrong": "<p>Débranchez avant de toucher.</p>\n",
        },
    }


def test_a_number_keeps_its_decimals_as_text() -> None:
    assert compiled()["tours"].data == {
        "type": "number",
        "tries": None,
        "answer": "2.5",
        "tolerance": "0.1",
        "unit": "m",
        "wrong": [{"value": "25", "feedback_html": "<p>La virgule compte.</p>\n"}],
        "feedback": {
            "right": "<p>La table fait 2,5 m.</p>\n",
            "wrong": "<p>Mesurez de nouveau.</p>\n",
        },
    }


def test_other_blocks_carry_what_their_screen_needs() -> None:
    blocks = compiled()
    assert blocks["alerte-lame"].data == {"kind": "safety"}
    assert blocks["alerte-lame"].title == "La lame coupe encore à l’arrêt"
    assert blocks["vue"].data == {
        "src": "media:scie.svg",
        "alt": "La scie vue de face, la lame au milieu",
    }
    assert blocks["regler"].data == {
        "items": [
            "<p>Débranchez la scie.</p>\n<p>La lame doit être immobile.</p>\n",
            "Desserrez le guide.",
        ]
    }
    assert blocks["avant"].data == {
        "items": [
            {"id": "i1", "html": "Les gants", "text": "Les gants"},
            {"id": "i2", "html": "Les lunettes", "text": "Les lunettes"},
        ]
    }
    assert blocks["reglage"].data == {
        "minutes": 45,
        "criteria": [
            {"id": "debrancher", "text": "Débranche la scie", "critical": True},
            {"id": "mesurer", "text": "Mesure la longueur", "critical": False},
        ],
    }


def test_a_label_carries_its_place_and_its_words() -> None:
    label = Label("20", "62.5", "La **lame**")
    figure = FigureBlock(id="vue", src="scie.svg", alt="La scie", caption="", labels=(label,))
    block = compile_block(figure, "fr")
    assert block.data["labels"] == [
        {"x": 20.0, "y": 62.5, "html": "La <strong>lame</strong>", "text": "La lame"}
    ]
    assert block.plain_text == "La scie La lame"


def test_data_goes_to_json_and_back() -> None:
    for block in compiled().values():
        assert json.loads(json.dumps(block.data)) == block.data


def test_plain_text_is_one_line_of_words_with_no_break_spaces_kept() -> None:
    text = (
        "Un **multimètre**\u00a0:\n\n- suffit-il\n- pour [la VAT](https://cnac.be) &lt;&nbsp;50\u00a0V\u00a0?"
    )
    block = compiled(scie=SCIE.replace("La lame, le guide et la table.", text))["parties"]
    assert block.plain_text.startswith(
        "Un multimètre\u00a0: suffit-il pour la VAT <\u00a050\u00a0V\u00a0? Le guide"
    )
