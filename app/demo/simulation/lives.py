"""How those who act through the services live: when they began, at what hours they study, how far they come."""

import enum
from dataclasses import dataclass
from datetime import timedelta

from app.demo.simulation.size import Size


class Habit(enum.StrEnum):
    STEADY = "steady"
    EVENING = "evening"
    SILENT = "silent"  # has not come for a while
    STUCK = "stuck"  # wrong again and again at one question
    STARTING = "starting"  # began this week
    PRACTISED = "practised"  # was in the workshop
    BOOKED = "booked"  # has a place on a coming date


H = Habit
# In turn, so that each habit is there in a network of any size.
TURNS = (
    *(H.STEADY, H.PRACTISED, H.STUCK, H.SILENT, H.EVENING, H.STARTING, H.STEADY, H.SILENT),
    *(H.EVENING, H.BOOKED, H.STEADY, H.STUCK, H.STARTING, H.STEADY, H.EVENING, H.SILENT),
)
TO_THE_END = frozenset({H.PRACTISED, H.BOOKED})
# The part of what is reported that says only that somebody was there, for who comes to the end.
BEATS = 0.3
FEWEST_EVENTS = 4


@dataclass(frozen=True, slots=True)
class Life:
    """One person's. `events` is how many their devices report, `wrong` how often a first answer is wrong."""

    number: int
    habit: Habit
    begun: timedelta
    silence: timedelta
    hour: int
    a_day: int
    wrong: float
    events: int
    is_answered: bool

    @property
    def to_the_end(self) -> bool:
        return self.habit in TO_THE_END


def draw_lives(size: Size, *, whole: int) -> list[Life]:
    """One for each profile; `whole` is how much there is to do in the module that is practised in the workshop.

    Together they report what `size.events` leaves to so many people: more than that only where those who come to the
    end need it.
    """
    dice = size.dice("lives")
    habits = [TURNS[number % len(TURNS)] for number in range(size.profiles)]
    ended = int(whole / (1 - BEATS))
    rest = size.events * size.profiles // size.learners - ended * sum(habit in TO_THE_END for habit in habits)
    weights = [0.0 if habit in TO_THE_END else dice.uniform(0.3, 1.7) for habit in habits]
    share = max(0, rest) / (sum(weights) or 1)
    lives = []
    for number, (habit, weight) in enumerate(zip(habits, weights, strict=True)):
        events = ended if habit in TO_THE_END else max(FEWEST_EVENTS, round(share * weight))
        longest = size.weeks * 7
        lives.append(
            Life(
                number=number,
                habit=habit,
                begun=timedelta(days=_days_since(habit, dice.random(), longest)),
                silence=timedelta(days=dice.uniform(9, 24) if habit is H.SILENT else dice.uniform(0.1, 2.5)),
                hour=dice.randint(18, 20) if habit is H.EVENING else dice.randint(7, 15),
                a_day=dice.randint(12, 40),
                wrong=dice.uniform(0.05, 0.4),
                events=events,
                is_answered=dice.random() < 0.85,
            )
        )
    return lives


def _days_since(habit: Habit, chance: float, longest: int) -> float:
    if habit is H.STARTING:
        return 2 + 4 * chance
    shortest = min(30, longest * 2 / 3)
    return shortest + (longest - shortest) * chance
