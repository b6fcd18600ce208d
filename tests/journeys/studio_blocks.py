"""One block of every kind, as a trainer of the wood workshop writes it."""

from tests.journeys.studio_screens import Written

FIRST = Written("text", {"title": "Avant de scier", "body": "Une lame à l’arrêt coupe encore."})
RIGHT, WRONG = "Oui, elle coupe à l’arrêt", "Non, elle ne coupe qu’en tournant"
ASKED = Written(
    "question:choice",
    {
        "statement": "La lame est à l’arrêt. Gardez-vous vos gants ?",
        "answers.0.text": RIGHT,
        "answers.0.feedback": "La dent reste tranchante.",
        "answers.1.text": WRONG,
        "answers.1.feedback": "On se coupe aussi en changeant une lame.",
    },
)
PAIRED = {"right_feedback": "Chaque geste est à sa place.", "wrong_feedback": "Relisez la marche à suivre."}

EXPLAINING = (
    Written(
        "callout",
        {"title": "Une main peut être blessée", "body": "Coupez le courant avant de toucher la lame."},
        ticked=("[name=kind][value=safety]",),
    ),
    Written(
        "steps",
        {
            "title": "Changer la lame",
            "steps.0": "Couper le courant.",
            "steps.1": "Desserrer l’écrou.",
            "steps.2": "Poser la lame neuve.",
        },
    ),
    Written(
        "comparison",
        {
            "title": "Deux lames",
            "columns.0.heading": "Fine",
            "columns.0.body": "Pour un bord net.",
            "columns.1.heading": "Grosse",
            "columns.1.body": "Pour aller vite.",
        },
    ),
    Written("term", {"title": "Trait de scie", "body": "La largeur de bois que la lame enlève."}),
)
SHOWING = (
    Written(
        "video",
        {"title": "Régler le guide", "body": "On entend la scie s’arrêter, puis le guide glisser."},
        {"src": "film.mp4", "captions": "film.vtt"},
    ),
    Written("audio", {"title": "Le bon bruit", "body": "Un son régulier, sans coups."}, {"src": "son.mp3"}),
    Written("download", {"title": "Un dessin à garder", "body": "Le plan de la scie."}, {"src": "scie.svg"}),
    Written(
        "external",
        {
            "title": "La notice en ligne",
            "href": "https://notice.example/scie",
            "body": "Cherchez la page du guide. Si elle ne s’ouvre pas, demandez la notice au centre.",
        },
    ),
)
ASKING = (
    Written(
        "question:multiple",
        {
            "statement": "Que vérifiez-vous avant de scier ?",
            "answers.0.text": "Le guide",
            "answers.0.feedback": "Il tient la pièce droite.",
            "answers.1.text": "La couleur de la lame",
            "answers.1.feedback": "Elle ne dit rien de l’état des dents.",
        },
    ),
    Written(
        "question:order",
        {"statement": "Remettez dans l’ordre.", "items.0": "Couper", "items.1": "Ouvrir", **PAIRED},
    ),
    Written(
        "question:match",
        {
            "statement": "Reliez chaque outil à son usage.",
            "pairs.0.left": "Clé",
            "pairs.0.right": "Desserrer",
            "pairs.1.left": "Équerre",
            "pairs.1.right": "Contrôler l’angle",
            **PAIRED,
        },
    ),
    Written("question:cloze", {"statement": "On coupe le {{courant}} avant d’ouvrir.", **PAIRED}),
    Written(
        "question:short",
        {"statement": "Comment s’appelle ce que la lame enlève ?", "accepted.0": "trait de scie", **PAIRED},
    ),
    Written(
        "question:number",
        {
            "statement": "Combien de dents a la lame ?",
            "answer": "24",
            "tolerance": "0",
            "unit": "dents",
            **PAIRED,
        },
    ),
    Written(
        "question:hotspot",
        {
            "statement": "Touchez le guide.",
            "alt": "Une scie vue de face : à gauche le guide, à droite la lame.",
            "zones.0.text": "Le guide",
            "zones.0.feedback": "Il glisse le long de la table.",
            "zones.1.text": "La lame",
            "zones.1.feedback": "Elle tourne : on ne la touche pas.",
            "elsewhere": "Cherchez la pièce qui tient le bois droit.",
        },
        {"src": "scie.svg"},
    ),
)
DOING = (
    Written(
        "checklist",
        {"title": "Avant de partir", "items.0": "La scie est coupée", "items.1": "Le sol est propre"},
    ),
    Written("reflection", {"title": "Votre atelier", "body": "Où pourriez-vous vous blesser chez vous ?"}),
    Written("open-answer", {"title": "Racontez", "body": "Décrivez la dernière lame que vous avez changée."}),
    Written(
        "submission",
        {"title": "Votre poste", "body": "Envoyez une photo de votre poste rangé, sans personne dessus."},
        ticked=("[name=accept][value=photo]",),
    ),
)
EVERY_OTHER = (*EXPLAINING, *SHOWING, *ASKING, *DOING)
TASK = Written(
    "in-centre",
    {
        "title": "Changer une lame",
        "minutes": "30",
        "body": "Une scie à format, courant coupé. La personne qui anime surveille.",
        "criteria.0.text": "Coupe le courant et garde la clé",
    },
    ticked=("[name='criteria.0.critical']",),
)
