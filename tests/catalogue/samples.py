"""A small module in canonical form, and what tests change in it."""

import base64

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>\n'
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
MP4 = b"\0\0\0\x18ftypmp42" + bytes(16)
MP3 = b"ID3\x04" + bytes(16)
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nLa scie est à l’arrêt.\n".encode()
#: Files that blocks made at random name, with their types.
MEDIA = {
    "scie.svg": ("image/svg+xml", SVG),
    "film.mp4": ("video/mp4", MP4),
    "film.vtt": ("text/vtt", VTT),
    "son.mp3": ("audio/mpeg", MP3),
}

MODULE = """\
slug: atelier-bois
title: Atelier bois
language: fr
summary: >-
  Régler une scie : sans rien risquer.
sector: wood
licence: CC-BY-SA-4.0
origin_version: null
review_on: 2027-11-24
outcomes:
  - Régler le guide
sources:
  - "Notice du fabricant : chapitre 3"
units:
  - 01-la-scie
  - 02-au-banc
"""

SCIE = """\
---
id: la-scie
title: La scie
place: remote
minutes: 30
outcomes:
  - Nommer les parties
---

## Les parties {#parties}

La lame, le guide et la table.

### Le guide

- Il tient la pièce.
- Il se règle.

:::callout{#alerte-lame kind="safety" title="La lame coupe encore à l’arrêt"}
Mettez des gants pour la changer.
:::

:::text{#suite required="no"}
Le texte continue.
:::

:::figure{#vue src="scie.svg" alt="La scie vue de face, la lame au milieu"}
La scie.
:::

:::steps{#regler title="Régler le guide"}
1. Débranchez la scie.

   La lame doit être immobile.
2. Desserrez le guide.
:::

:::question{#lame-immobile type="choice" tries="2"}
La lame est immobile. Peut-elle blesser ?

- [x] Oui
  > Elle coupe sans tourner.
- [ ] Non
  > La dent reste tranchante.
:::

:::question{#protections type="multiple"}
Que portez-vous ?

- [x] Des lunettes
  > Un éclat suffit.
- [x] Des protections pour les oreilles
  > La scie dépasse 85 dB.
- [ ] Une écharpe
  > Elle peut être entraînée.
:::

:::question{#ordre type="order"}
Remettez dans l’ordre.

1. Débrancher
2. Desserrer
3. Régler

- [x] *
  > On débranche d’abord.
- [ ] *
  > Débranchez avant de toucher.
:::

:::question{#tours type="number" answer="2.5" tolerance="0.1" unit="m"}
Quelle longueur ?

- [x] *
  > La table fait 2,5 m.
- [ ] 25
  > La virgule compte.
- [ ] *
  > Mesurez de nouveau.
:::

:::checklist{#avant title="Avant de partir"}
Cochez ce qui est prêt.

- [ ] Les gants
- [ ] Les lunettes
:::
"""

BANC = """\
---
id: au-banc
title: Au banc
place: in_centre
minutes: 60
outcomes:
  - Régler la scie
prerequisites:
  - la-scie
bring:
  - Des chaussures fermées
resources:
  - Une scie par personne
---

:::in-centre{#reglage title="Régler la scie" minutes="45"}
Une scie, sous surveillance.

- ★ {#debrancher} Débranche la scie
- {#mesurer} Mesure la longueur
:::
"""


def sample(**changes: str | bytes | None) -> dict[str, bytes]:
    """The files of the module; `scie`, `banc`, `module` replace one, None takes it away."""
    files: dict[str, str | bytes | None] = {
        "module.yaml": MODULE,
        "units/01-la-scie.md": SCIE,
        "units/02-au-banc.md": BANC,
        "media/scie.svg": SVG,
    }
    names = {
        "module": "module.yaml",
        "scie": "units/01-la-scie.md",
        "banc": "units/02-au-banc.md",
        "svg": "media/scie.svg",
        "banc_en": "units/02-au-banc.en.md",
    }
    for key, content in changes.items():
        files[names[key]] = content
    return {
        path: content.encode() if isinstance(content, str) else content
        for path, content in files.items()
        if content is not None
    }
