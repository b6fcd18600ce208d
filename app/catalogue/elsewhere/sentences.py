"""What the report says of each part, and why a file is not taken: French source sentences, translated where shown."""

from app.catalogue.content.sentences.marking import _

SENTENCES: dict[str, str] = {
    "question_kept": _("Question reprise."),
    "part_kept": _("Partie du document reprise."),
    # changed
    "feedback_made_right": _(
        "La bonne réponse n’a pas de retour dans le fichier. On a écrit une phrase neutre, à remplacer."
    ),
    "feedback_made_wrong": _(
        "Une réponse fausse n’a pas de retour dans le fichier. On a écrit une phrase neutre : dites plutôt "
        "ce que l’erreur oublie."
    ),
    "general_joined": _("Le retour général est placé à la suite du retour de la bonne réponse."),
    "shares_levelled": _(
        "Les réponses valaient une partie des points. Ici, une réponse est juste ou fausse : vérifiez lesquelles."
    ),
    "several_right": _(
        "Plusieurs réponses valaient tous les points. La question demande maintenant de toutes les cocher."
    ),
    "partly_right_is_wrong": _(
        "« %(text)s » valait une partie des points. C’est maintenant une réponse fausse, avec son retour."
    ),
    "picture_above": _("L’image de l’énoncé est placée au-dessus de la question."),
    "number_gap_typed": _("Le trou attendait un nombre. Il attend maintenant ce texte exact, sans marge."),
    "first_right_of_gap": _("Plusieurs choix d’un trou étaient justes. Seul le premier le reste."),
    "alt_made": _("L’image %(name)s n’a pas de description. Remplacez « Image à décrire »."),
    "marks_dropped": _(
        "Le gras, l’italique ou un lien ne pouvaient pas être repris ici. Les mots sont gardés."
    ),
    "heading_raised": _("Ce titre de niveau inférieur est repris comme intertitre."),
    "heading_alone": _("Ce titre n’est suivi d’aucun texte. On a écrit une phrase, à remplacer."),
    "cells_merged": _("Le tableau a des cellules fusionnées. Elles sont séparées : relisez le tableau."),
    "table_head_made": _("Le tableau n’a pas de ligne de titre marquée. La première ligne en tient lieu."),
    "picture_after_steps": _("Les images de la marche à suivre sont placées après elle."),
    "steps_title_made": _("La marche à suivre n’a pas de titre à elle. On lui en a donné un, à relire."),
    "footnotes_moved": _("Les notes de bas de page sont rassemblées à la fin, sous « Notes »."),
    "parted": _("Le contenu est trop long pour une unité. Il est partagé en %(count)s unités."),
    "minutes_guessed": _(
        "La durée est estimée d’après la longueur. Corrigez-la, et écrivez les acquis visés."
    ),
    "converter_said": _("Remarque sur la mise en forme du document : %(message)s"),
    # left
    "block_refused": _("Cette partie n’entre pas dans notre format."),
    "points_left": _("Les points, les pénalités, les étiquettes et l’ordre au hasard ne sont pas repris."),
    "category_left": _(
        "La catégorie « %(name)s » n’est pas reprise : un module range ses questions par unité."
    ),
    "type_left": _("Ce type de question (%(type)s) n’a pas d’équivalent ici."),
    "gap_left": _("Un trou de ce type (%(type)s) n’a pas d’équivalent ici."),
    "gap_text_refused": _("Un trou ne peut pas contenir « { », « } » ou « | » : %(text)s"),
    "too_many_gaps": _("Ce texte a %(count)s trous. Une question en prend %(most)s : partagez-la."),
    "too_many_pairs": _("Cette question a %(count)s paires. Une question en prend %(most)s : partagez-la."),
    "no_right_answer_there": _("Aucune réponse n’y est juste."),
    "answer_without_words": _("Une réponse n’est faite que d’une image. Ici, une réponse est un texte."),
    "text_too_long": _("Ce texte est trop long."),
    "partly_left": _(
        "Le retour « en partie juste » n’est pas repris : l’écran dit lui-même combien de parties sont justes."
    ),
    "general_left": _("Le retour général n’est pas repris : la réponse vient de la personne qui accompagne."),
    "picture_in_answer": _("Une image d’une réponse ou d’un retour n’est pas reprise (%(name)s)."),
    "picture_far": _("L’image est sur un autre site : %(name)s. Enregistrez-la, puis ajoutez-la."),
    "picture_missing": _("L’image n’est pas dans le fichier : %(name)s. Ajoutez-la à la main."),
    "picture_kind": _(
        "L’image est d’un type qui n’est pas pris (%(kind)s). Enregistrez-la en PNG, JPEG, WebP ou SVG."
    ),
    "picture_too_large": _("L’image dépasse 10 Mo. Réduisez-la."),
    "picture_unopened": _(
        "L’image ne s’ouvre pas, ou elle est animée. Enregistrez-la de nouveau, puis ajoutez-la."
    ),
    "picture_active": _("L’image SVG contient un script ou une adresse. Elle n’est pas reprise."),
    "active_left": _(
        "Un élément « %(name)s » n’est pas repris : il joue, envoie ou appelle autre chose que du texte."
    ),
    "same_text": _("« %(text)s » s’y trouve deux fois. Une seule est gardée."),
    "pattern_left": _("« %(text)s » accepte plusieurs textes par une étoile. Écrivez chaque texte accepté."),
    "second_value": _("Une seule valeur peut être juste. %(value)s n’est pas reprise."),
    "unit_left": _("L’unité « %(name)s » n’est pas reprise : son rapport n’est pas un nombre décimal."),
    "braces_open": _("Une accolade n’est pas fermée."),
    "braces_unreadable": _("Ce qui est entre accolades ne se lit pas. Commencez chaque réponse par = ou ~."),
    "answer_line_missing": _("La ligne « ANSWER: » manque après les réponses."),
    "front_matter_left": _("L’en-tête du fichier (entre ---) n’est pas repris."),
    "headers_left": _("Les en-têtes de page ne sont pas repris."),
    "footers_left": _("Les pieds de page ne sont pas repris."),
    "comments_left": _("Les commentaires du document ne sont pas repris."),
    "embedded_left": _("Les fichiers joints au document ne sont pas repris."),
    "charts_left": _(
        "Les graphiques et les schémas SmartArt ne sont pas repris. Enregistrez-les comme images."
    ),
    "macros_left": _("Les macros du document ne sont pas reprises."),
}

WE_TAKE = _(
    "On reprend ici : les questions de Moodle (XML, GIFT, Aiken, texte à trous), le Markdown "
    "et les documents Word (.docx)."
)
REFUSALS: dict[str, str] = {
    "empty": _("Ce fichier est vide."),
    "foreign": _("Ce fichier est %(kind)s."),
    "not_text": _("Ce fichier n’est ni un texte en UTF-8, ni un document que l’on connaît."),
    "too_long": _("Ce fichier est trop long. Partagez-le en plusieurs."),
    "too_many_questions": _("Ce fichier contient plus de mille questions. Partagez-le en plusieurs."),
    "no_question": _("Ce fichier ne contient aucune question."),
    "nothing_taken": _("Rien dans ce fichier ne peut être repris."),
    "gap_left": _("Un trou de ce texte ne se lit pas (%(kind)s)."),
    "xml_document_type": _(
        "Ce fichier définit ses propres entités XML (DOCTYPE, ligne %(line)s). Cela peut bloquer un serveur : "
        "il n’est pas lu. Exportez-le de nouveau."
    ),
    "xml_unreadable": _("Ce fichier n’est pas du XML correct (ligne %(line)s). Exportez-le de nouveau."),
    "xml_too_deep": _("Ce fichier XML a trop d’éléments, ou ils sont trop imbriqués (ligne %(line)s)."),
    "document_unreadable": _("Ce document Word ne s’ouvre pas. %(reason)s"),
    "document_bent": _(
        "Il manque une partie à ce document Word. Ouvrez-le, puis enregistrez-le de nouveau en .docx."
    ),
    "paragraph_too_long": _("Un paragraphe de ce document dépasse 20 000 caractères. Partagez-le."),
    "document_too_long": _("Ce document est trop long pour un module. Partagez-le en plusieurs."),
}
FOREIGN: dict[str, str] = {
    "qti": _("une question ou un test QTI"),
    "package": _("un paquet SCORM, QTI ou Common Cartridge"),
    "cmi5": _("un cours cmi5"),
    "examview": _("un test ExamView"),
    "moodle_backup": _(
        "une sauvegarde ou une archive compressée. Depuis Moodle, exportez les questions en XML"
    ),
    "module": _("un module. Envoyez-le comme archive, depuis la page du module"),
    "archive": _("une archive que l’on ne connaît pas"),
    "old_word": _(
        "un ancien document Office, ou un document protégé. Enregistrez-le en .docx, sans mot de passe"
    ),
    "opendocument": _("un document OpenDocument. Enregistrez-le en .docx"),
    "sheet": _("un classeur Excel"),
    "slides": _("une présentation PowerPoint"),
    "pdf": _("un PDF. Envoyez le document dont il vient, ou donnez-le à télécharger dans un module"),
    "rtf": _("un document RTF. Enregistrez-le en .docx"),
    "web": _("une page web"),
    "picture": _("une image"),
    "xml": _("du XML d’un autre usage"),
    "unknown": _("un texte sans question que l’on reconnaît. Nommez-le .md si c’est du Markdown"),
}
FORMATS: dict[str, str] = {
    "moodle-xml": _("Questions de Moodle (XML)"),
    "gift": _("Questions GIFT"),
    "aiken": _("Questions Aiken"),
    "cloze": _("Texte à trous"),
    "markdown": _("Document Markdown"),
    "docx": _("Document Word"),
}
FIGURES: dict[str, str] = {
    "choice": _("Questions à choix unique"),
    "multiple": _("Questions à choix multiples"),
    "short": _("Réponses courtes"),
    "number": _("Nombres"),
    "match": _("Associations"),
    "cloze": _("Textes à trous"),
    "order": _("Mises en ordre"),
    "open-answer": _("Réponses ouvertes"),
    "headings": _("Titres"),
    "texts": _("Textes"),
    "procedures": _("Marches à suivre"),
    "steps": _("Étapes"),
    "tables": _("Tableaux"),
    "pictures": _("Images"),
    "footnotes": _("Notes de bas de page"),
}
