"""The parts board in a real browser: added, changed, moved, mended, as code, as a file, and sent to be trained."""

import json

import pytest

from axb.models import model_from_json
from axb.runs import Store
from studio.looks import every_look


@pytest.fixture
def board(page, studio):
    return opened(page, studio)


def opened(page, studio, query=""):
    page.goto(f"{studio.url}/board{query}", timeout=60_000)  # a fresh studio imports PyTorch first
    page.wait_for_selector("[data-block]")
    page.wait_for_function("document.querySelector('.axb-source pre').innerText.includes('build_model')")
    return page


def names(page):
    return page.locator(".axb-block-name b").all_inner_texts()


def part(page, kind):
    return page.locator(f"[data-drag='+{kind}']")


def add(page, kind):
    """Press a part, and wait until it is on the board, opened, and has the focus."""
    chosen = "document.querySelector('.axb-chosen')?.dataset.block"
    before = page.evaluate(chosen)
    part(page, kind).click()
    page.wait_for_function(f"before => ![undefined, before].includes({chosen})", arg=before)
    settled(page)


def settled(page):
    """What was added last is opened and has been scrolled to: nothing moves any more."""
    page.wait_for_function("document.activeElement.matches('.axb-chosen :is(.axb-block-name, .axb-mend)')")


def block(page, kind, number=0):
    return page.locator("[data-block]").filter(has=page.locator(f"b:text-is('{kind}')")).nth(number)


def state(page, words):
    page.locator(".axb-board-state").get_by_text(words).wait_for()


def code(page, words):
    page.wait_for_function(
        "words => document.querySelector('.axb-source pre').innerText.includes(words)", arg=words
    )


def test_it_opens_with_a_network_that_can_be_trained(board):
    assert names(board) == [
        "Rescaling", "Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D", "Flatten", "Dropout", "Dense",
    ]  # fmt: skip
    state(board, "Ready to train")
    state(board, "8 blocks, 34,826 parameters")
    flows = board.locator(".axb-flow").all_inner_texts()
    assert flows[0] == "28 × 28 × 1"
    assert flows[-1] == "10"


def test_a_part_that_is_pressed_is_added_where_it_usually_stands_and_opened(board):
    part(board, "Conv2D").click()
    code(board, "conv2d_2")
    assert names(board).index("Flatten") == 6
    block(board, "Conv2D", 2).locator(".axb-block-name[aria-expanded=true]").wait_for()
    part(board, "ReLU").click()
    code(board, "ReLU")
    assert names(board)[5:7] == ["Conv2D", "ReLU"]


def test_an_argument_that_is_changed_changes_shapes_parameters_and_code(board):
    block(board, "Conv2D").locator(".axb-block-name").click()
    board.get_by_label("filters").fill("8")
    code(board, "layers.Conv2D(8, 3")
    assert "26 × 26 × 8" in board.locator(".axb-flow").all_inner_texts()
    assert board.locator(".axb-new").all_inner_texts() == [
        '        layers.Conv2D(8, 3, activation="relu", name="conv2d"),'
    ]
    board.get_by_label("padding").click()
    board.get_by_role("option", name="same").click()
    code(board, 'padding="same"')
    assert "28 × 28 × 8" in board.locator(".axb-flow").all_inner_texts()
    board.get_by_role("button", name="Undo").click()
    board.get_by_role("button", name="Undo").click()
    code(board, "layers.Conv2D(32, 3")
    assert board.get_by_label("filters").input_value() == "32"
    board.get_by_role("button", name="Redo").click()
    code(board, "layers.Conv2D(8, 3")


def test_what_cannot_be_read_is_said_and_changes_nothing(board):
    block(board, "Conv2D").locator(".axb-block-name").click()
    board.get_by_label("kernel_size").fill("three")
    board.get_by_role("alert").get_by_text("kernel_size must be whole numbers").wait_for()
    state(board, "Ready to train")


def test_trouble_is_told_at_the_block_and_mended_by_a_click(board):
    for _ in range(3):
        add(board, "MaxPooling2D")
    state(board, "To mend first: 1")
    assert board.get_by_role("button", name="Train this").is_disabled()
    trouble = board.locator(".axb-stopped .axb-trouble")
    assert "nothing is left" in trouble.inner_text()
    board.get_by_text("Mend the marked blocks first").wait_for()
    trouble.get_by_role("button", name="Remove MaxPooling2D").click()
    state(board, "Ready to train")
    board.get_by_text("Mend the marked blocks first").wait_for(state="hidden")
    code(board, "max_pooling2d_3")
    assert names(board).count("MaxPooling2D") == 4
    assert board.locator(".axb-trouble:not(:empty)").count() == 0


def test_every_mend_of_a_wrong_end_leads_to_a_network_that_can_be_trained(board):
    block(board, "Dense").locator(".axb-block-name").click()
    board.get_by_label("units").fill("7")
    state(board, "To mend first: 1")
    board.get_by_role("button", name="End with 10 units and softmax", exact=True).click()
    state(board, "Ready to train")
    assert board.get_by_label("units").input_value() == "10"


def test_a_skip_and_branches_are_drawn_and_filled(board):
    add(board, "Residual")
    board.locator(".axb-skip-line").wait_for()
    assert board.locator(".axb-group-residual .axb-way [data-block]").count() == 2
    block(board, "Residual").locator(".axb-block-name").first.click()
    part(board, "Parallel").click()
    board.locator(".axb-branches").wait_for()
    board.get_by_role("button", name="Add a branch").click()
    board.get_by_text("Branch 3").wait_for()
    board.locator(".axb-branch").nth(2).get_by_role("button", name="Put the next part here").click()
    board.get_by_text("A new part goes to the marked place.").wait_for()
    part(board, "AveragePooling2D").click()
    state(board, "To mend first: 1")
    board.get_by_role("button", name='padding="same" and strides=1 inside').click()
    state(board, "Ready to train")
    board.get_by_role("button", name="Remove branch 1").click()
    board.get_by_text("Branch 3").wait_for(state="detached")
    board.get_by_role("button", name="Keras").click()
    code(board, "layers.Concatenate(")
    board.get_by_role("button", name="PyTorch").click()
    code(board, "class Parallel(nn.Module)")


def drag(page, source, target, below=False):
    """Both are in sight on a tall page: a drag that scrolls between press and move is none to the browser."""
    box = target.bounding_box()
    source.drag_to(target, target_position={"x": box["width"] / 2, "y": box["height"] - 3 if below else 3})


def test_parts_are_dragged_to_a_place_and_blocks_to_another(board):
    board.set_viewport_size({"width": 1280, "height": 1800})
    slots = board.locator(".axb-slot")
    drag(board, part(board, "BatchNormalization"), slots.nth(2))
    code(board, "BatchNormalization")
    assert names(board)[:3] == ["Rescaling", "Conv2D", "BatchNormalization"]
    settled(board)
    drag(board, block(board, "Dropout").locator(".axb-block-head"), slots.nth(1))
    board.wait_for_function("document.querySelectorAll('.axb-block-name b')[1].innerText === 'Dropout'")
    assert names(board)[:3] == ["Rescaling", "Dropout", "Conv2D"]


def test_over_a_block_the_nearer_place_takes_what_is_let_go(board):
    board.set_viewport_size({"width": 1280, "height": 1800})
    drag(board, part(board, "ReLU"), block(board, "Conv2D", 1), below=True)
    code(board, "ReLU")
    assert names(board)[2:5] == ["MaxPooling2D", "Conv2D", "ReLU"]
    settled(board)
    drag(board, part(board, "LeakyReLU"), block(board, "MaxPooling2D"))
    code(board, "LeakyReLU")
    assert names(board)[1:4] == ["Conv2D", "LeakyReLU", "MaxPooling2D"]


def test_by_keys_alone_a_part_is_added_changed_and_moved(board):
    part(board, "Dropout").focus()
    board.keyboard.press("Enter")
    code(board, "dropout_1")
    assert names(board)[6:9] == ["Dropout", "Dropout", "Dense"]
    board.wait_for_function("document.activeElement.matches('.axb-chosen .axb-block-name')")
    board.keyboard.press("Tab")
    board.wait_for_function("document.activeElement.getAttribute('aria-label') === 'rate'")
    board.keyboard.press("ControlOrMeta+a")
    board.keyboard.type("0.4")
    code(board, "Dropout(0.4")
    assert board.evaluate("document.activeElement.getAttribute('aria-label')") == "rate"
    up = board.get_by_role("button", name="Up", exact=True)
    for place in (6, 5):
        up.focus()
        board.keyboard.press("Enter")
        board.wait_for_function(
            "place => document.querySelectorAll('.axb-block-name')[place].innerText.includes('0.4')",
            arg=place,
        )
        board.wait_for_function("document.activeElement.classList.contains('axb-up')")
    board.get_by_role("button", name="Remove", exact=True).focus()
    board.keyboard.press("Enter")
    board.wait_for_function("document.activeElement.matches('[data-block] .axb-block-name')")
    assert names(board).count("Dropout") == 1


def test_json_goes_out_and_comes_in_again(board, tmp_path):
    part(board, "Residual").click()
    code(board, "Residual")
    with board.expect_download() as saved:
        board.get_by_role("button", name="Save JSON").click()
    file = tmp_path / "model.json"
    saved.value.save_as(file)
    before = names(board)
    assert model_from_json(file.read_text("utf-8")).count_params() > 34_826
    board.get_by_label("Start from").click()
    board.get_by_role("option", name="An empty board").click()
    board.get_by_role("button", name="Add Rescaling + Flatten + Dense(10, softmax)").click()
    state(board, "Ready to train")
    board.locator("input[type=file]").set_input_files(file)
    board.wait_for_function("document.querySelectorAll('.axb-block-name').length > 5")
    assert names(board) == before


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        ("not json", "JSON"),
        (
            json.dumps({"axb": 1, "model": {"class": "Sequential", "config": {"layers": [{"class": "os.system"}]}}}),
            "registered",
        ),
        ("[" * 2**20 + " ", "KiB"),
    ],
    ids=["text", "code", "large"],
)  # fmt: skip
def test_a_file_that_is_no_model_is_refused_in_a_sentence(board, tmp_path, content, answer):
    file = tmp_path / "model.json"
    file.write_text(content, "utf-8")
    board.locator("input[type=file]").set_input_files(file)
    board.get_by_role("alert").get_by_text(answer).wait_for()
    assert len(names(board)) == 8


def test_other_data_show_what_no_longer_fits(board):
    board.get_by_label("For these data").click()
    board.get_by_role("option", name="Two moons").click()
    board.locator(".axb-stopped").first.wait_for()
    board.get_by_label("Start from").click()
    board.get_by_role("option", name="Multilayer perceptron").click()
    state(board, "Ready to train")


def test_an_address_may_name_data_and_network(page, studio):
    opened(page, studio, "?data=digits&model=mlp")
    assert names(page)[:2] == ["Rescaling", "Flatten"]
    assert page.locator(".axb-flow").first.inner_text() == "8 × 8 × 1"
    page.goto(f"{studio.url}/board?data=../secret.csv&model=nothing")
    page.get_by_role("button", name="Add Rescaling + Flatten + Dense(10, softmax)").wait_for()


def test_train_this_hands_the_model_over_and_leads_to_its_run(new_page, own_studio, monkeypatch):
    studio = own_studio()
    page = opened(new_page(url=studio.url), studio, "?data=digits&model=mlp")
    block(page, "Dense").locator(".axb-block-name").click()
    page.get_by_label("units").fill("12")
    code(page, "layers.Dense(12")
    page.get_by_role("button", name="Train this").click()
    page.wait_for_url("**/run/*")
    monkeypatch.setenv("AXB_HOME", str(studio.home))
    with Store() as store:
        run = store.open(page.url.rsplit("/", 1)[1])
        job = run.config["job"]
    assert job["data"] == "digits"
    model = model_from_json((studio.home / "models" / job["model"].rsplit("/", 1)[1]).read_text("utf-8"))
    assert model.count_params() == 64 * 12 + 12 + 12 * 64 + 64 + 64 * 10 + 10


@every_look
def test_it_is_accessible(new_page, studio, check_accessible, look):
    page = opened(new_page(*look), studio)
    if look[2] < 900:
        page.locator(".axb-palette-fold:not([open])").wait_for()  # a narrow page folds it once it is there
        page.locator(".axb-palette summary").click()
    for kind in ("Residual", "Parallel", "MaxPooling2D", "MaxPooling2D", "MaxPooling2D", "Dense"):
        add(page, kind)
    page.locator(".axb-stopped").wait_for()
    check_accessible(page)
