"""What a person answered, remembered for the rest of the batch.

Pure state: the app keeps one Memory, feeds it every record, and forgets when the batch ends
(mode or lot changed, or the menu says so).
"""

from collections import OrderedDict

_KEPT = 8


class Memory:
    """answers: key of a question -> index of its answer."""

    def __init__(self):
        self.answers = []  # (key, index), latest last

    def forget(self):
        """A new batch: ask again."""
        self.answers = []

    def answer(self, record, index):
        """Note the answer to the record's question (0: MODE, 1: TEST); returns the settled
        record. A record without a question comes back as it is."""
        question = record.get("question")
        if not question:
            return record
        key = question["key"]
        self.answers = [item for item in self.answers if item[0] != key][-_KEPT + 1 :]
        self.answers.append((key, 1 if index else 0))
        return settled(record, 1 if index else 0)

    def settle(self, record):
        """The record with its question answered, if the same one was answered before."""
        question = record.get("question")
        if question:
            for key, index in self.answers:
                if key == question["key"]:
                    return settled(record, index)
        return record


def settled(record, index):
    """A copy of a LOOKS-LIKE record with the verdict of an answer; `answered` keeps what was
    asked and said, so that a reader sees why."""
    question = record["question"]
    answer = question["answers"][index]
    out = OrderedDict()
    for name in record:
        if name != "question":
            out[name] = record[name]
    out["verdict"] = answer["verdict"]
    out["wiring"] = answer["wiring"] + [i for i in record["wiring"] if i not in answer["wiring"]]
    out["cable"] = answer["wiring"][0]
    out["faults"] = answer["faults"]
    if answer["faults"]:
        out["text"] = answer["faults"][0]["text"]
    elif "text" in out:
        out["text"] = answer.get("text") or out["text"].split(", or ")[0]
    out["answered"] = {"text": question["text"], "answer": answer["label"]}
    return out
