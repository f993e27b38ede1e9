"""How far apart two spellings are."""


def distance(first: str, second: str, limit: int) -> int:
    """Damerau-Levenshtein distance (optimal string alignment), `limit + 1` as soon as it is above `limit`."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def tolerance(word: str) -> int:
    """How many slips a word of this length forgives: none below 4 letters, two from 9 on."""
    return 0 if len(word) < 4 else 1 if len(word) < 9 else 2
