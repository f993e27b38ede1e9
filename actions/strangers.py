"""Says honestly which of the named brands, colours and materials the shop does not have."""

from actions.heard import Heard
from actions.speaking import Speaker
from advisor.advisor import Advisor

#: Entity -> the response that owns up to it.
SENTENCES = {"other_brand": "no_brand", "other_color": "no_color", "other_material": "no_material"}


def say_strangers(speaker: Speaker, advisor: Advisor, heard: Heard) -> bool:
    """One sentence for each kind of name that no product of the shop mentions; whether there was one.

    What is ruled out and not there either is said too, of brands alone: that wish is granted already.
    """
    spoken = False
    for entity, sentence in SENTENCES.items():
        names = [str(name) for name in heard.values(entity) if not advisor.mentions(str(name))]
        if names:
            speaker.say(sentence, name=" or ".join(names))
            spoken = True
    banned = [name for name in heard.values("other_brand", excluded=True) if not advisor.mentions(str(name))]
    if banned:
        speaker.say("no_brand_anyway", name=" or ".join(map(str, banned)))
    return spoken
