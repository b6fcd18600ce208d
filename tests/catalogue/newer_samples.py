"""A third unit for the module of `samples.py`, with the types that it does not have."""

from tests.catalogue.samples import MEDIA, MODULE, sample

TOUR = """\
---
id: le-tour
title: Le tour
place: remote
minutes: 30
outcomes: []
---

:::comparison{#deux-scies title="Deux scies"}
### Circulaire

La lame tourne.

### À ruban

La lame défile.
:::

:::term{#le-trait title="Le trait"}
L’épaisseur que la lame enlève.
:::

:::video{#film src="film.mp4" title="Régler" captions="film.vtt"}
On règle la scie.
:::

:::audio{#bruit src="son.mp3" title="Le bruit"}
Un sifflement : la dent est émoussée.
:::

:::download{#fiche src="fiche.pdf" title="La fiche"}
À garder à l’atelier.
:::

:::external{#notice href="https://www.exemple.be/notice" title="La notice"}
Si elle ne s’ouvre pas, demandez-la.
:::

:::reflection{#chez-moi title="Chez vous"}
Où poseriez-vous la scie ?
:::

:::open-answer{#dire title="Dites-le"}
Pourquoi débrancher ?
:::

:::submission{#photo title="Une photo" accept="photo"}
Photographiez votre réglage, sans personne dessus.
:::

:::question{#associer type="match"}
Associez.

- Lame :: Coupe
- Guide :: Tient
- Butée :: Tient
- * :: Mesure

- [x] *
  > C’est cela.
- [ ] Lame :: Mesure
  > La lame ne mesure rien.
- [ ] *
  > Regardez la scie.
- [?] La lame a des dents.
- [?] Le guide est droit.
:::

:::question{#nommer type="short" spelling="close"}
Qui tient la pièce ?

- [x] le guide
- [x] guide parallèle
- [x] *
  > Oui.
- [ ] la table
  > Elle la porte.
- [ ] *
  > Regardez de côté.
:::

:::question{#completer type="cloze" spelling="plain"}
On débranche {{=avant|après}} de régler le {{guide|guide parallèle}}.

- [x] *
  > Oui.
- [ ] 1: après
  > Trop tard.
- [ ] *
  > Relisez.
:::

:::question{#montrer type="hotspot" src="scie.svg" alt="La scie, sa lame au milieu"}
Touchez la lame.

- [x] (20 60.5 40 8) La lame
  > Oui.
- [ ] (0 0 100 10) Le guide
  > Il tient la pièce.
- [ ] *
  > Cherchez les dents.
:::

:::question{#longueur type="number" answer="2500" tolerance="1" unit="mm" units="cm=10 m=1000"}
Quelle longueur ?

- [x] *
  > Oui.
- [ ] *
  > Mesurez.
:::

:::question{#tire-un type="choice" pool="tirage" pick="1"}
Un ?

- [x] Oui
  > Oui.
- [ ] Non
  > Non.
:::

:::question{#tire-deux type="choice" pool="tirage"}
Deux ?

- [x] Oui
  > Oui.
- [ ] Non
  > Non.
:::
"""

PDF = b"%PDF-1.4\n" + bytes(16)
TOUR_PATH = "units/03-le-tour.md"


def newer_sample(tour: str = TOUR, **changes: str | bytes | None) -> dict[str, bytes]:
    """The files of the sample with its third unit, and the media that unit names."""
    media = {f"media/{name}": data for name, (_type, data) in MEDIA.items()}
    files = sample(**{"module": MODULE + "  - 03-le-tour\n", **changes})
    return {**media, **files, "media/fiche.pdf": PDF, TOUR_PATH: tour.encode()}
