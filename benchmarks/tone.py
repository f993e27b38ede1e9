"""How often calm people are taken for upset ones: public requests, commands and shopping dialogues, none of them angry.

A false alarm calls a person for nothing. How many angry people are heard cannot be told from these;
tests/advisor/test_tone.py holds sentences of our own.
"""

import gzip
import json
from collections.abc import Iterator, Sequence

from advisor.people import RECENT
from advisor.tone import is_upset
from benchmarks.data import data_path
from benchmarks.nlu_requests import clients


def hwu64() -> list[str]:
    """Every utterance of both parts of the fold."""
    texts = []
    for part in ("train", "test"):
        with gzip.open(data_path(f"nlu/hwu64_fold1_{part}.json.gz"), "rt", encoding="utf-8") as file:
            texts += [example["text"] for example in json.load(file)["rasa_nlu_data"]["common_examples"]]
    return texts


def requests() -> list[str]:
    found: list[str] = json.loads(data_path("nlu/webshop_requests.json").read_text(encoding="utf-8"))
    return found


def dialogues() -> Iterator[list[str]]:
    """What the client says in each dialogue, in order."""
    for dialogue in json.loads(data_path("nlu/mg_shopdial_32.json").read_text(encoding="utf-8")):
        yield clients(dialogue)


def windows(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The last messages as they stand after each one."""
    return (texts[max(0, end - RECENT) : end] for end in range(1, len(texts) + 1))


def tell(name: str, heard: Sequence[Sequence[str]]) -> None:
    alarms = [texts for texts in heard if is_upset(texts)]
    print(f"{name:42s} {len(alarms):4d} of {len(heard):6d} taken for upset")
    for texts in alarms[:5]:
        print("   ", " | ".join(texts))


def main() -> None:
    tell("HWU64, single commands", [[text] for text in hwu64()])
    tell("shopping requests, single", [[text] for text in requests()])
    tell("MG-ShopDial, the client's last three", [last for said in dialogues() for last in windows(said)])


if __name__ == "__main__":
    main()
