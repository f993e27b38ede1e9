"""What reviews say of fit: sentences as buyers write them."""

import time

import pytest

from knowledge.fit import read_fit


def directions(text: str) -> list[str]:
    return [said.direction for said in read_fit(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Runs small.",
        "These boots run a full size too small.",
        "Size up!",
        "Lovely colour but very tight across the shoulders.",
        "I had to go up a size.",
        "The sleeves are quite tight.",
        "The toe box is too narrow for me.",
        "It was too small in my usual medium.",
        "I couldn't zip it up.",
        "The helmet was so snug that it gave me a headache.",
        "The gloves are on the small side.",
        "It fits smaller than my other jackets.",
        "I usually wear a 6 but needed an 8, which fits perfectly.",
        "Great dress, runs small, so I sized up and love it.",
        "As others have said, it runs small.",
        "I wish I had ordered the next size up.",
        "The case is too tight for my phone.",
        "The neck was tight",
        "If only it weren't so tight in the arms!",
        "Tight in the chest.",
        "The guitar strap was not wide enough.",
        "I wish it was a little bigger.",
        "I could not get my calves into the boots and I could barely zip them.",
        "The buttons were gaping across my bust.",
        "I usually wear a small, but the medium fits perfectly.",
        "I sized up to an XL from my usual large.",
        "I am normally a 10 but needed a 12 in these trousers.",
        "Bought the medium and had to exchange it for a large.",
        "Ordered the 8 and should have gotten a 10.",
        "The large fits like a small.",
        "Usually I am an xs, glad I took the small because the xs would have been too tight.",
        "It's tight.",
        "They're way too small.",
        "If anything it runs small.",
        "I could barely pull up the zipper.",
        "I would size up on this.",
        "My calves are feeling squeezed, it is snug in there.",
        "Tight on top.",
        "There is no stretch to it so the waist is a little tight.",
        "My sister told me to size up and I am glad I did!",
        "It is cut for a child.",
        "Only drawback: tight.",
        "It would be perfect if it was made a little bigger.",
    ],
)
def test_small_is_heard(text: str) -> None:
    assert directions(text) == ["small"]


@pytest.mark.parametrize(
    "text",
    [
        "Runs large.",
        "Runs very big, order down.",
        "It is huge on me.",
        "I was swimming in it.",
        "Too big!",
        "I sized down and it fits.",
        "The armholes are really big.",
        "It is a bit loose in the waist.",
        "You could easily go down a size.",
        "It was way too boxy.",
        "Looked like a tent on me.",
        "There is too much fabric.",
        "I'm usually a large but got this in a medium. Fits perfectly.",
        "The gloves are two sizes too big.",
        "The shoes were too wide, so they went back.",
        "Runs large, so I sized down and love it!",
        "I agree with the reviewers that it runs big.",
        "Should have ordered a smaller size.",
        "Other reviewers said that it ran large so I ordered a size down.",
        "The waist of the trousers is too loose.",
        "It swallowed me.",
        "This is slightly larger than my old one.",
        "It runs at least a size or two big.",
        "I'm glad I ordered a smaller size.",
        "I ordered the 6 and could easily have worn a 4.",
        "Normally a 30, I had to return them for a 28.",
        "I bought a large but a medium would have been better.",
        "The small fits more like a large.",
        "I always take a medium because I like room, but needed a small in this jacket.",
        "It's huge.",
        "Glad I took a smaller size, my usual size would have been too big.",
        "The armholes are a bit oversized.",
        "Very loose fit.",
        "Wish there wasn't so much fabric.",
        "Shapeless and baggy.",
        "Too billowy for me.",
        "I looked like I was wearing a huge tent.",
        "It definitely runs on the large size.",
        "Size way doooown!",
        "Wider than it is on the model.",
        "It looks like I borrowed it from my dad.",
    ],
)
def test_large_is_heard(text: str) -> None:
    assert directions(text) == ["large"]


@pytest.mark.parametrize(
    "text",
    [
        "True to size.",
        "Fits TTS",
        "It fits perfectly.",
        "Perfect fit!",
        "I ordered a small and it fits well.",
        "Fits like a glove.",
        "I was afraid it would run small, but it fits perfectly.",
        "Others say it runs small, I found it true to size.",
        "I took my usual size and it fits.",
        "The sizing is spot on.",
    ],
)
def test_true_to_size_is_heard(text: str) -> None:
    assert directions(text) == ["true"]


@pytest.mark.parametrize(
    "text",
    [
        "Not too small, not too big.",
        "It isn't tight at all.",
        "I was worried that it would be too tight.",
        "Usually a medium is too tight on me, not this one.",
        "My old one was too tight.",
        "It came with a small stain.",
        "A small brand that I like.",
        "The small print is hard to read.",
        "I am small.",
        "I'm 5'2\" and wear a size small.",
        "They have a large selection.",
        "It comes in a wide range of colours.",
        "There was a loose thread.",
        "The threads were loose.",
        "Great for a tight budget.",
        "So snug and cosy in the evening.",
        "I ordered a small.",
        "I have a large bust and broad shoulders.",
        "It makes me look huge.",
        "Other dresses of this kind are too big on me.",
        "I always have to size up in boots.",
        "If it were any smaller I would send it back.",
        "No need to size down.",
        "The medium would have been too big.",
        "I love big bags and small dogs.",
        "Wear it with black tights.",
        "It is too long.",
        "The sleeves are too short.",
        "I read that it runs small.",
        "A big hit with my friends!",
        "It is cut loose so that it flows.",
        "The fabric is soft and thin.",
        "I sized up for the length.",
        "If you like it loose, size up.",
        "After washing it was too small.",
        "The slit goes up to my knee.",
        "Packs down really small.",
        "I was looking for a tent for two.",
        "It fits without being too tight.",
        "My shoulders are narrow and my hips are wide.",
        "If you are looking for a baggy look then you would want to size up.",
        "Some people wrote that it is constricting. I did not find that to be true.",
        "I am between sizes and I sized up.",
        "I washed it once, and it is too small.",
        "After a month the sleeves are now too tight.",
        "It is not like it was too small.",
        "I recommend it, not because it runs large.",
        "It isn't even too snug.",
        "The pockets close, the buttons never gap.",
        "The buttons close without gaping.",
        "It fits nice and snug.",
        "The belt can be adjusted to fit snug or loose.",
        "I am broad in the hips and small in the waist.",
        "A hood that is small to medium.",
        "The knit is very tight.",
        "Other jackets often feel a bit tight on me.",
        "I am tired of all those shirts being baggy.",
        "Scratchy and stiff, like a sack.",
        "It rustles like a paper bag.",
        "Not a big enough flaw to send it back.",
        "I wear a small, and the medium would have fit as well.",
        "It sits between too tight and too loose.",
        "I kept the 8 because the sleeves were looser.",
        "I ordered a bigger size so that it covers my back.",
        "I usually wear a small and bought it in a medium just to have it oversized.",
        "I had no problem with the waist being too tight.",
        "Not that it is tight.",
        "It makes the feet look smaller.",
        "It takes up no room in my bag.",
        "They stretch, but not so much that they are too baggy.",
        "I normally take a 4, the 2 was too tight.",
        "A bit boxy, but that's the point.",
        "It was stuffed into a plastic bag.",
        "There is extra fabric at the front so that it stays shut.",
        "The straps slipped off my shoulders.",
        "Height 180, purchased: small",
    ],
)
def test_other_words_say_nothing_of_fit(text: str) -> None:
    assert directions(text) == []


def test_a_review_may_say_all_three_and_in_its_own_order() -> None:
    text = "True to size overall. The shoulders are too tight, though. And the waist is huge."
    assert directions(text) == ["true", "small", "large"]


def test_one_sentence_may_say_two() -> None:
    assert directions("Too big in the waist and too tight in the arms.") == ["large", "small"]


def test_the_clause_is_quoted_as_written() -> None:
    said = read_fit("LOVE the colour, but it Runs Small! Also nice pockets.")
    assert [one.sentence for one in said] == ["it Runs Small!"]


def test_the_clearest_clause_of_a_direction_is_quoted() -> None:
    said = read_fit("A bit tight in the arms. Nice cloth. It definitely runs small.")
    assert [one.sentence for one in said] == ["It definitely runs small."]


def test_what_fitted_after_sizing_down_is_not_true_to_size() -> None:
    assert directions("I sized down and it fits perfectly.") == ["large"]


def test_a_size_taken_on_advice_and_regretted_tells_nothing() -> None:
    assert directions("I sized up because of the reviews. I could have worn my usual size.") == []
    assert directions("I ordered a size up and it was much too big.") == ["large"]


def test_a_larger_size_taken_for_length_or_layers_says_nothing() -> None:
    assert directions("I usually wear a small but got a medium for a longer hem.") == []
    assert directions("I wanted room for layering, so I took the L instead of my usual M, it fits.") in (
        [],
        ["true"],
    )


def test_what_fits_another_way_than_the_usual_size_is_told_across_sentences() -> None:
    assert directions("I am a solid 12. I exchanged the 12 for a 10.") == ["large"]


def test_nothing_is_read_out_of_nothing() -> None:
    assert read_fit("") == read_fit("?!") == ()


def test_many_reviews_are_read_quickly() -> None:
    text = (
        "I usually wear a medium and this one runs a little small in the shoulders, but it is soft and lovely. "
        * 3
    )
    start = time.perf_counter()
    for _ in range(200):
        read_fit(text)
    assert time.perf_counter() - start < 2
