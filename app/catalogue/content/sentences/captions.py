"""Faults of captions, each with the line it stands on."""

from app.catalogue.content.sentences.marking import _

CAPTIONS = {
    "captions_empty": _(
        "Ces sous-titres sont vides. Écrivez au moins un passage : ses temps, puis ses mots."
    ),
    "captions_no_time": _(
        "Ce passage n’a pas de temps. Écrivez au-dessus de ses mots, par exemple : 00:01.000 --> 00:04.000."
    ),
    "captions_time_unread": _(
        "Ces temps ne se lisent pas. Écrivez minutes, secondes et millièmes : 00:01.000 --> 00:04.000."
    ),
    "captions_end_first": _("Ce passage finit avant de commencer. Corrigez ses temps."),
    "captions_out_of_order": _("Ce passage commence avant celui du dessus. Remettez-les dans l’ordre."),
    "captions_silent": _("Ce passage n’a pas de mots. Écrivez-les sur la ligne suivante, sans ligne vide."),
    "captions_run_together": _("Deux passages se touchent. Mettez une ligne vide entre les deux."),
}
