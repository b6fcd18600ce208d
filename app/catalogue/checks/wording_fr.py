"""French words that take people for men, each with words for everyone."""

from app.catalogue.checks.words import Word

ADJECTIVES = (
    "prêt|seul|sûr|certain|formé|habilité|arrivé|bloqué|perdu|tenté|connecté|déconnecté|inscrit|invité|fatigué"
    "|désigné|obligé|autorisé|protégé|exposé|équipé|attaché|attentif|prudent|nouveau|débutant"
)

# A person named by a trade (« Thierry, opérateur ») is that person; the trade with its article is anyone.
ANYONE = r"(?:(?:le|un|les|des|du|aux?|chaque|tout|tous les|votre|vos|son|ses|ce|ces|cet) |l[’'])"


def trade(noun: str, doubled: str, proposal: str) -> Word:
    return Word(ANYONE + noun, doubled, proposal)


FRENCH = (
    Word("hommes? de métier", "", "une personne du métier, des gens du métier"),
    Word("hommes? de l[’']art", "", "une personne qualifiée"),
    Word("hommes? d[’']entretien", "femmes? d[’']entretien", "l’équipe d’entretien"),
    Word("femmes? de ménage", "", "l’équipe de nettoyage"),
    Word("bons? pères? de famille", "", "avec prudence"),
    Word("(?:l[’']homme(?! mort)|(?:les|des) hommes)", "femmes?", "les personnes, les gens"),
    Word("force physique", "", "dites la charge en kilos et l’aide au levage"),
    Word("même (?:une|les|des) femmes?", "", "décrivez la tâche, sans comparer"),
    Word("travail d[’']hommes?", "", "un travail qui se fait à deux, ou avec une aide au levage"),
    trade("apprenants?", "apprenantes?", "la personne qui apprend, les personnes en formation"),
    trade("formateurs?", "formatrices?", "la personne qui forme, l’équipe de formation"),
    trade("tuteurs?", "tutrices?", "l’équipe de tutorat, la personne qui vous accompagne"),
    trade("travailleurs?", "travailleuses?", "le personnel, les personnes qui travaillent"),
    trade("ouvriers?", "ouvrières?", "le personnel de l’atelier"),
    trade("techniciens?", "techniciennes?", "l’équipe technique"),
    # Whose name stands on the phone bill is a company.
    trade("(?<!votre )opérateurs?", "opératrices?", "la personne qui conduit la machine"),
    trade("utilisateurs?", "utilisatrices?", "la personne qui utilise l’outil"),
    trade("soudeurs?", "soudeuses?", "la personne qui soude"),
    trade("électriciens?", "électriciennes?", "la personne qui fait le travail électrique"),
    trade("mécaniciens?", "mécaniciennes?", "la personne qui répare"),
    trade("automaticiens?", "automaticiennes?", "la personne qui programme"),
    trade("maçons?", "maçonnes?", "l’équipe de maçonnerie"),
    trade("menuisiers?", "menuisières?", "l’équipe de menuiserie"),
    trade("magasiniers?", "magasinières?", "le magasin, l’équipe du magasin"),
    trade("cuisiniers?", "cuisinières?", "la cuisine, l’équipe de cuisine"),
    trade("livreurs?", "livreuses?", "la personne qui livre, la livraison"),
    Word("(?:un|le|du|au) cariste", "(?:une|la) cariste", "la personne qui conduit le chariot"),
    Word("conducteurs? (?:de chariot|d[’']engin)s?", "conductrices?", "la personne qui conduit"),
    Word("chefs? d[’']équipe", "cheffes?", "la ou le responsable d’équipe"),
    Word("(?:le|un|votre|son|du|au) (?:chef|patron)", "cheffe|patronne", "la personne responsable"),
    trade("directeurs?", "directrices?", "la direction"),
    trade("inspecteurs?", "inspectrices?", "l’inspection"),
    trade("participants", "participantes", "le groupe, les personnes présentes"),
    trade("candidats?", "candidates?", "la personne qui postule"),
    trade("étudiants?", "étudiantes?", "les personnes qui étudient"),
    trade("débutants?", "débutantes?", "une personne qui débute"),
    trade("collaborateurs?", "collaboratrices?", "l’équipe, les collègues"),
    trade("consommateurs?", "consommatrices?", "la personne qui consomme"),
    Word("(?:les|des|aux|vos) clients", "clientes", "la clientèle"),
    trade("employés?", "employées?", "le personnel"),
    trade("visiteurs?", "visiteuses?", "le public"),
    Word(
        rf"vous (?:êtes|serez|étiez|restez|devenez)(?: bien| déjà| encore| tout)? (?:{ADJECTIVES})s?",
        "",
        "tournez la phrase sans accord",
    ),
    Word(
        "soyez (?:prêt|sûr|certain|attentif|prudent)s?",
        "",
        "« Attention : », « Prudence : », « Vérifiez que »",
    ),
)
