"""A small lesson as text, to be made wrong in one place at a time."""

LESSON = """# A lesson
One sentence.

## First
Some *text*.

```python
## not a heading
```

```lab
lab = "certainty:z=-2"
views = ["losses"]
controls = ["learn"]
action = "Let it learn."
moves = ["learn 5"]
goal = { number = "p_cross_entropy", above = 0.5 }
```

```question
ask = "What is 2 + 2?"
number = 4
within = 0.01
right = "Yes."
wrong = "Count again."
[[slip]]
number = 22
says = "That is 2 beside 2."
```

## Second
More text.

```lab
lab = "certainty"
action = "Look."
```

```question
ask = "Which?"
[[choice]]
text = "this"
says = "Yes, this."
right = true
[[choice]]
text = "that"
says = "No, this."
```
"""
