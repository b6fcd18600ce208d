"""The same advice in English, German and Dutch."""

from app.catalogue.checks.words import Word

# He who has a name is a man; he who is anyone is taken for one.
ANYONE = (
    "(?:someone|anyone|everyone|nobody|(?:the|an?|each|every) (?:worker|person|learner|operator|welder|technician"
    "|trainer|tutor|employee|electrician|user|driver|colleague|supervisor|manager|cook|visitor))"
)

ENGLISH = (
    Word("workm[ae]n", "", "worker, workers"),
    Word("(?:crafts|trades)m[ae]n", "", "skilled worker"),
    Word("forem[ae]n", "", "supervisor"),
    Word("chairm[ae]n", "", "chair"),
    Word("salesm[ae]n", "", "salesperson"),
    Word("repairm[ae]n", "", "technician"),
    Word("firem[ae]n", "", "firefighter"),
    Word("m[ae]npower", "", "staff"),
    Word("man-?hours?", "", "hours of work"),
    Word("mankind", "", "people"),
    Word(rf"{ANYONE}\b(?-i:[^.;:“”A-Z])*?\b(?:he|him|his|himself)", "she|her|hers|herself", "they, their"),
    Word("even (?:a |the )?wom[ae]n", "", "describe the task, compare nobody"),
    Word("physical strength", "", "say the load in kilograms and the lifting aid"),
)

GERMAN = (
    Word("Mitarbeitern?", "Mitarbeiterin(?:nen)?", "Mitarbeitende, das Team"),
    Word("Teilnehmern?", "Teilnehmerin(?:nen)?", "Teilnehmende, die Gruppe"),
    Word("Bedienern?", "Bedienerin(?:nen)?", "die Person an der Maschine"),
    Word("Schweißern?", "Schweißerin(?:nen)?", "die Person, die schweißt"),
    Word("Elektrikern?", "Elektrikerin(?:nen)?", "die Elektrofachkraft"),
    Word("(?:Stapler)?[Ff]ahrern?", "(?:Stapler)?[Ff]ahrerin(?:nen)?", "die Person, die fährt"),
    Word(
        "Lehrern?|Ausbildern?|Trainern?",
        "Lehrerin(?:nen)?|Ausbilderin(?:nen)?|Trainerin(?:nen)?",
        "Lehrkraft",
    ),
    Word("Anfängern?", "Anfängerin(?:nen)?", "wer neu beginnt"),
    Word("Kollegen?", "Kolleginn?(?:en)?", "das Team"),
    Word("Benutzern?|Nutzern?", "Be?nutzerin(?:nen)?", "wer das Gerät benutzt"),
    Word("Arbeitern?", "Arbeiterin(?:nen)?", "Beschäftigte"),
    Word("Technikern?|Mechanikern?", "(?:Techn|Mechan)ikerin(?:nen)?", "die technische Fachkraft"),
    Word("Fachm[aä]nn(?:er|ern)?", "Fachfrau(?:en)?", "Fachkraft, Fachleute"),
    Word("Kunden?", "Kundin(?:nen)?", "die Kundschaft"),
    Word("(?:der|den|dem|Ihr|Ihrem|Ihren) (?:Chef|Vorgesetzten?)", "Chefin|Vorgesetzte", "die Leitung"),
)

DUTCH = (
    Word("vakm[ae]n(?:nen)?", "vakvrouw(?:en)?", "vakmensen, iemand van het vak"),
    Word("werkm[ae]n(?:nen)?", "werkvrouw(?:en)?", "medewerkers"),
    Word("brandweerm[ae]n(?:nen)?", "", "brandweer"),
    Word("mankracht", "", "personeel"),
    Word("man-?uren", "", "werkuren"),
    Word("spierkracht", "", "noem de last in kilo en het hefhulpmiddel"),
    Word("zelfs (?:een vrouw|vrouwen)", "", "beschrijf de taak, vergelijk niemand"),
    Word("(?:lera|vakleraa)r(?:en)?", "lerares(?:sen)?", "lesgever"),
)
