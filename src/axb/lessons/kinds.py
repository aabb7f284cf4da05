"""What can be done to each kind of laboratory: settings in words, marks that a hand drags, sentences it says."""

from axb.lessons.kind import (
    Kind,
    changed,
    code,
    data,
    end_of,
    hidden,
    knob,
    layers,
    learn,
    named,
    number,
    optimizers,
    rates,
    relu,
)

WALKERS = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "rmsprop_momentum", "adam", "adamw")
KNOBS = ("rate", "momentum", "rho", "beta_1", "beta_2")  # of those that have them
ARENA = ("generator_rate", "discriminator_rate", "generator_turns", "discriminator_turns")

KINDS = {
    "line": Kind(
        settings={
            "a": lambda lab, text: lab.set_line(a=number(text)),
            "b": lambda lab, text: lab.set_line(b=number(text)),
            "rate": lambda lab, text: lab.set_hyper("learning_rate", number(text)),
        },
        drags={
            "points": lambda lab, index, x, y: lab.move_point(index, x, y),
            "turn": lambda lab, index, x, y: lab.turn(x, y),
            "shift": lambda lab, index, x, y: lab.shift(x, y),
            "place": lambda lab, index, x, y: lab.set_line(x, y),
        },
        says=lambda lab: str(lab.verdict()[1]),
        pause=lambda lab: lab.pause(),
        speed=12,
        taps={
            "data": lambda lab, index, x, y: lab.add_point(x, y),
            "surface": lambda lab, index, x, y: lab.set_line(x, y),
        },
        removes={"points": lambda lab, index: lab.remove_point(index)},
    ),
    "network": Kind(
        settings={
            "hidden": hidden,
            "activation": lambda lab, text: lab.change(activation=text),
            "rate": lambda lab, text: lab.change(rate=number(text)),
            "data": data,
        },
        drags={"point": lambda lab, index, x, y: lab.move_point(index, x, y)},
        says=end_of,
        learn=lambda lab: lab.start(),
        speed=120,
    ),
    "certainty": Kind(
        settings={
            "z": lambda lab, text: lab.set_start(text),
            "rate": lambda lab, text: lab.set_rate(text),
        },
        drags={"point": lambda lab, index, x, y: lab.move_point(index, x, y)},
        says=lambda lab: "",
        learn=learn,
        speed=6,
    ),
    "chain": Kind(
        settings={
            "f": lambda lab, text: lab.set_activation(text),
            "layers": layers,
            "a": lambda lab, text: lab.set_weight(number(text)),
            "x": lambda lab, text: lab.set_input(number(text)),
        },
        speed=2,
    ),
    "vanishing": Kind(
        settings={
            "recipes": lambda lab, text: lab.set_recipes(named(text)),
            "depths": lambda lab, text: lab.set_depths([number(one) for one in text.split("-")]),
        },
        speed=60,
    ),
    "degradation": Kind(
        settings={
            "families": lambda lab, text: lab.set_families(named(text)),
            "depths": lambda lab, text: lab.set_depths([number(one) for one in text.split("-")]),
            "deep": lambda lab, text: lab.set_depths([number(text)]),
            "norm": lambda lab, text: lab.set_norm(named(text)),
        },
        speed=60,
    ),
    "inception": Kind(
        settings={
            "windows": lambda lab, text: lab.set_windows(tuple(named(text))),
            "off": lambda lab, text: lab.switch_off(text),
        },
        speed=60,
    ),
    "reduction": Kind(
        settings={
            "channels": lambda lab, text: lab.set_channels(number(text)),
            "window": lambda lab, text: lab.set_window(number(text)),
            "reduce": lambda lab, text: lab.set_reduce(number(text)),
        },
        speed=2,
    ),
    "history": Kind(
        settings={"networks": lambda lab, text: lab.set_networks(named(text))},
        speed=30,
    ),
    "squeeze": Kind(
        settings={
            "kind": lambda lab, text: lab.set_kind(text),
            "latent": lambda lab, text: lab.set_latent(number(text)),
        },
        speed=60,
    ),
    "overlap": Kind(
        settings={
            "patch": lambda lab, text: lab.set_patch(number(text)),
            "up": lambda lab, text: lab.set_up(text),
        },
        speed=4,
    ),
    "combined": Kind(
        settings={"parts": lambda lab, text: lab.set_parts(named(text))},
        speed=60,
    ),
    "surface": Kind(
        settings={
            "on": lambda lab, text: lab.set_surface(text),
            "optimizers": optimizers,
            "x": lambda lab, text: lab.set_start(x=number(text)),
            "y": lambda lab, text: lab.set_start(y=number(text)),
            "condition": lambda lab, text: lab.set_condition(number(text)),
            "steps": lambda lab, text: lab.set_steps(number(text)),
            **{one: knob(one) for one in (f"{name}_{what}" for name in WALKERS for what in KNOBS)},
        },
        drags={"start": lambda lab, index, x, y: lab.set_start(x, y)},
        speed=30,
        taps={"surface": lambda lab, index, x, y: lab.set_start(x, y)},
    ),
    "latent": Kind(
        settings={
            "model": lambda lab, text: lab.set_model(text),
            "beta": lambda lab, text: lab.set_beta(number(text)),
            "shown": lambda lab, text: lab.set_layers(text),
            "way": lambda lab, text: lab.set_way(text),
            "share": lambda lab, text: lab.set_share(number(text)),
            "z1": lambda lab, text: lab.set_number(0, number(text)),
            "z2": lambda lab, text: lab.set_number(1, number(text)),
        },
        drags={name: code(name) for name in ("code", "a", "b")},
        speed=60,
        taps={"plane": lambda lab, index, x, y: lab.put(x, y)},
    ),
    "two_questions": Kind(
        settings={
            "points": lambda lab, text: lab.set_data(text),
            "x": lambda lab, text: lab.set_probe(x=number(text)),
            "y": lambda lab, text: lab.set_probe(y=number(text)),
        },
        drags={
            "probe": lambda lab, index, x, y: lab.set_probe(x, y),
            "point": lambda lab, index, x, y: lab.move_point(index, x, y),
        },
        speed=60,
        taps=dict.fromkeys(("border", "density"), lambda lab, index, x, y: lab.set_probe(x, y)),
    ),
    "arena": Kind(
        settings={
            "forged": lambda lab, text: lab.set_data(text),
            "preset": lambda lab, text: lab.set_preset(text),
            "loss": lambda lab, text: lab.change(loss=text),
            **{name: changed(name) for name in ARENA},
        },
        drags={"point": lambda lab, index, x, y: lab.move_point(index, x, y)},
        speed=60,
        taps={"arena": lambda lab, index, x, y: lab.add_point(x, y)},
        removes={"point": lambda lab, index: lab.remove_point(index)},
    ),
    "race": Kind(
        settings={
            "optimizers": lambda lab, text: lab.set_optimizers(named(text)),
            "rates": rates,
            "seeds": lambda lab, text: lab.set_seeds(number(text)),
        },
        speed=15,
    ),
    "convolution": Kind(
        settings={
            "picture": lambda lab, text: lab.set_picture(text),
            "filter": lambda lab, text: lab.set_filter(text),
            "size": lambda lab, text: lab.set_size(number(text)),
            "stride": lambda lab, text: lab.set_stride(number(text)),
            "padding": lambda lab, text: lab.set_padding(text),
            "b": lambda lab, text: lab.set_b(number(text)),
            "relu": relu,
            "pool": lambda lab, text: lab.set_pool(text),
            "channels": lambda lab, text: lab.set_channels(text),
            "row": lambda lab, text: lab.set_place(row=number(text)),
            "column": lambda lab, text: lab.set_place(column=number(text)),
        },
        drags={
            "window": lambda lab, index, x, y: lab.put_window(x, y),
            "place": lambda lab, index, x, y: lab.put_place(x, y),
        },
        speed=8,
        taps={
            "picture": lambda lab, index, x, y: lab.put_window(x, y),
            "map": lambda lab, index, x, y: lab.put_place(x, y),
        },
    ),
}
