"""Twenty-five fictional centres, named by sector and place."""

from sqlalchemy.orm import Session

from app.network.models import Centre, CentreKind
from app.network.queries import find_centre_by_code

FIRST, SECOND = "electricite-liege", "automatisation-charleroi"
OPENING_HOURS = {str(day): [["08:00", "12:00"], ["12:30", "17:00"]] for day in range(5)}

# code, what it teaches, where
CENTRES = (
    (FIRST, "Électricité et maintenance", "Liège", "electricity"),
    (SECOND, "Automatisation", "Charleroi", "automation"),
    ("soudage-la-louviere", "Soudage", "La Louvière", "welding"),
    ("soudage-seraing", "Soudage et tuyauterie", "Seraing", "welding"),
    ("mecanique-arlon", "Mécanique", "Arlon", "mechanics"),
    ("automatisation-mouscron", "Automatisation", "Mouscron", "automation"),
    ("construction-namur", "Construction", "Namur", "construction"),
    ("construction-tournai", "Construction", "Tournai", "construction"),
    ("toiture-marche", "Toiture et bois", "Marche-en-Famenne", "construction"),
    ("logistique-mons", "Logistique", "Mons", "logistics"),
    ("logistique-grace-hollogne", "Logistique", "Grâce-Hollogne", "logistics"),
    ("alimentation-verviers", "Alimentation", "Verviers", "food"),
    ("boulangerie-huy", "Boulangerie et métiers de bouche", "Huy", "food"),
    ("chimie-nivelles", "Chimie et biopharmacie", "Nivelles", "chemistry"),
    ("aeronautique-gosselies", "Aéronautique", "Gosselies", "aeronautics"),
    ("numerique-louvain", "Métiers du numérique", "Ottignies", "digital"),
    ("numerique-gembloux", "Réseaux et données", "Gembloux", "digital"),
    ("numerique-a-distance", "Centre virtuel du numérique", "à distance", "digital"),
    ("automobile-spa", "Automobile", "Spa", "car"),
    ("bois-libramont", "Bois", "Libramont", "wood"),
    ("eau-dinant", "Métiers de l’eau", "Dinant", "water"),
    ("environnement-thuin", "Environnement", "Thuin", "environment"),
    ("secteurs-verts-ath", "Secteurs verts", "Ath", "green"),
    ("tourisme-bastogne", "Tourisme", "Bastogne", "tourism"),
    ("graphique-wavre", "Industrie graphique", "Wavre", "graphic"),
)


def add_centres(session: Session) -> None:
    """Create the centres that are missing."""
    for code, trade, place, sector in CENTRES:
        if find_centre_by_code(session, code):
            continue
        session.add(
            Centre(
                code=code,
                name=f"{trade}, {place} (démonstration)",
                kind=CentreKind.VIRTUAL if place == "à distance" else CentreKind.PHYSICAL,
                sectors=[sector],
                address="" if place == "à distance" else f"Rue de l’Atelier 1, {place}",
                opening_hours=OPENING_HOURS,
                contact_name=f"Accueil, {place}",
                contact_phone="04 000 00 00",
                contact_email=f"accueil@{code}.example",
            )
        )
    session.flush()
