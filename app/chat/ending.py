"""How the keeping of conversations ends."""

from app.chat.erasing import erase_conversations
from app.chat.terms import MESSAGE_TERMS
from app.people import ending_words as words
from app.people.keeping import End

CONVERSATIONS = End(erase_conversations, words.MESSAGES)
MESSAGES = End(erase_conversations, words.MESSAGES, MESSAGE_TERMS)
