"""Who may ask for a review, answer it, and comment."""

from app.catalogue import policy as catalogue_policy
from app.catalogue.models import Module, ModuleVersion
from app.people.actor import Actor
from app.people.models import Role
from app.studio.models import Comment, Review, ReviewState


def state_of(draft: ModuleVersion) -> str:
    """What an approval is about: this draft after this many changes."""
    return f"{draft.id.hex}-{draft.revision}"


def revision_seen(review: Review) -> int:
    """How many changes the draft had when this answer was given; revisions count on from one draft to the next."""
    return int(review.seen.rpartition("-")[2])


def may_answer(actor: Actor, review: Review) -> bool:
    """The person who was asked, while they are a trainer, as long as the answer is awaited."""
    return (
        review.state is ReviewState.ASKED and review.reviewer_id == actor.id and actor.has_role(Role.TRAINER)
    )


def may_withdraw(actor: Actor, module: Module, review: Review) -> bool:
    return review.state is ReviewState.ASKED and catalogue_policy.may_edit(actor, module)


def may_comment(actor: Actor, module: Module, review: Review | None) -> bool:
    """The authors of the module, and who reads it for them today."""
    return catalogue_policy.may_edit(actor, module) or (review is not None and may_answer(actor, review))


def may_settle(actor: Actor, module: Module, comment: Comment) -> bool:
    """Who said it knows whether it is settled, and so do the authors."""
    return comment.thread_id is None and (catalogue_policy.may_edit(actor, module) or comment.by == actor.id)


def holds(review: Review | None, draft: ModuleVersion) -> bool:
    """Whether someone approved this very state of the draft."""
    return review is not None and review.state is ReviewState.APPROVED and review.seen == state_of(draft)


def may_set_reviewing(actor: Actor, centre_id: object) -> bool:
    return any(held.role is Role.CENTRE_MANAGER and held.centre_id == centre_id for held in actor.held)
