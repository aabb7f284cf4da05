"""The parts board, without a page: a model as a tree of blocks, what is wrong with it, and how to mend it."""

from axb.labs.board.arguments import Argument, arguments, read_value
from axb.labs.board.block import ROOT, Block, Chain, Place, chain_at, locate, walk
from axb.labs.board.board import Board, of_family
from axb.labs.board.document import Document
from axb.labs.board.mends import with_mends
from axb.labs.board.operations import (
    Add,
    AddBranch,
    Change,
    Move,
    Operation,
    Remove,
    RemoveBranch,
    Reset,
    moved,
)  # fmt: skip
from axb.labs.board.palette import GROUPS, about, group_name, starter
from axb.labs.board.probe import Spec
from axb.labs.board.reading import read_json
from axb.labs.board.survey import Look, Mend, Survey, Trouble, survey
from axb.labs.board.writing import code_of, json_of, model_of, save

__all__ = [
    "GROUPS", "ROOT", "Add", "AddBranch", "Argument", "Block", "Board", "Chain", "Change", "Document", "Look",
    "Mend", "Move", "Operation", "Place", "Remove", "RemoveBranch", "Reset", "Spec", "Survey", "Trouble",
    "about", "arguments", "chain_at", "code_of", "group_name", "json_of", "locate", "model_of", "moved",
    "of_family", "read_json", "read_value", "save", "starter", "survey", "walk", "with_mends",
]  # fmt: skip
