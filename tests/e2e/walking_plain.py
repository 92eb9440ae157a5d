"""Walking a story through the plain face."""

from __future__ import annotations

import re

from journey import Answer, Pick, Story
from terminal import Conversation

PROMPTS = ("Choose: ", "Answer: ", "press Enter. ", "Type it: ", "only a dot.\n")


def walk(talk: Conversation, story: Story, *, until: str) -> str:
    """Answer prompts until ``until`` is printed; return the transcript since the last answer."""
    while True:
        since = talk.until_one_of((*PROMPTS, until))
        if until in since:
            return since
        question = story.question(since)
        if since.endswith("press Enter. "):
            talk.say("")
        elif question is not None:
            talk.say(_line(since, story.answer(question)))
        elif ":s to skip" in since:
            talk.say(":s")
        else:
            talk.say("1")


def _line(since: str, answer: Answer) -> str:
    if not isinstance(answer, Pick):
        return answer.words + ("\n." if since.endswith("dot.\n") else "")
    numbers = dict(re.findall(r"^(?:(\d+)\. )(.+)$", since, re.MULTILINE))
    labels = {label.split(" - ")[0]: number for number, label in numbers.items()}
    return ", ".join(labels[label] for label in answer.labels)
