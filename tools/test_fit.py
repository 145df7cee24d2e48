#!/usr/bin/env python3
"""Tests of fit.py. They need no program; without scikit-learn those that fit are skipped.

    python3 tools/test_fit.py
"""
import math
import os
import random
import sys
import tempfile
import unittest

import damage
import fit
from test_tools import CHINESE

FILE = """# seams.strong = { weight = 9.0, origin = "fitted" } in a remark stays

[seams]
about = { en = "A line goes on.", zh = "此行接上一行。" }
strong = { weight = 0.5, origin = "fitted 2026-11-25", en = "is strong, weight = 3", zh = "强" }
unseen = { weight = -1.25, origin = "fitted 2026-11-25", en = "nobody shows it", zh = "无" }
hand = { weight = -2.0, of = "ems", origin = "hand", en = "by hand", zh = "手定" }
length = { bins = [[0, 0.4], [23, -1.3]], of = "ems", origin = "fitted 2026-11-25", en = "its length", zh = "长短" }

[bounds]
plain = { weight = -0.4, origin = "fitted 2026-11-26", en = "no marks", zh = "无" }

[forms]
guide = { en = "stands under a guide", zh = "导读" }
"""
PAPERS = ("甲报", "乙报", "丙报", "丁报")


def choices(paper, count, odds, amounts=(("seams.strong", 1.0),)):
    """Choices of a paper, in which the chosen one is right as the log odds have it."""
    right = round(count / (1 + math.exp(-odds)))
    return [fit.Choice(paper, "state", n < right, tuple(amounts)) for n in range(count)]


def fitted(found, hand=False, named=()):
    """The fit of the group `seams` on choices, and what it gave."""
    fitting = fit.Fit(fit.rows_in(FILE), {choice.paper for choice in found}, hand, named)
    return fitting, fitting.group("seams", fit.Matrix(found, fitting.names))


class File(unittest.TestCase):
    def test_rows_and_bins_have_ids(self):
        rows = {name: (row.weight, row.origin) for name, row in fit.rows_in(FILE).items()}
        day = "fitted 2026-11-25"
        self.assertEqual(rows["seams.strong"], (0.5, day))
        self.assertEqual(rows["seams.hand"], (-2.0, "hand"))
        self.assertEqual((rows["seams.length.0"], rows["seams.length.1"]), ((0.4, day), (-1.3, day)))
        self.assertEqual(len(rows), 6)

    def test_places_are_those_of_the_numbers(self):
        rows = fit.rows_in(FILE)
        told = {name: FILE[slice(*row.place)] for name, row in rows.items()}
        self.assertEqual(told["seams.length.1"], "-1.3")
        self.assertEqual({name: float(words) for name, words in told.items()}, {name: row.weight for name, row in rows.items()})

    def test_writing_keeps_all_other_bytes(self):
        same = {name: row.weight for name, row in fit.rows_in(FILE).items()}
        self.assertEqual(fit.with_weights(FILE, same, "2027-01-02"), FILE)
        new = fit.with_weights(FILE, {**same, "seams.strong": 1.255, "seams.length.1": -2.0}, "2027-01-02")
        wanted = FILE.replace('strong = { weight = 0.5, origin = "fitted 2026-11-25"', 'strong = { weight = 1.25, origin = "fitted 2027-01-02"')
        wanted = wanted.replace("[23, -1.3]]", "[23, -2.0]]").replace('"ems", origin = "fitted 2026-11-25"', '"ems", origin = "fitted 2027-01-02"')
        self.assertEqual(new, wanted)

    def test_lines_that_end_otherwise_stay_so(self):
        text = FILE.replace("\n", "\r\n")
        new = fit.with_weights(text, {"seams.strong": 1.0}, "2027-01-02")
        self.assertEqual(new.count("\r\n"), text.count("\r\n"))
        self.assertIn("strong = { weight = 1.0, ", new)

    def test_a_row_that_is_missed_is_told(self):
        rows = fit.rows_in(FILE)
        self.assertIsNone(fit.check_rows(rows, list(rows)))
        missed = fit.rows_in(FILE.replace("strong = {", "strong={").replace("length = { bins = [[", "length = { bins = [ ["))
        with self.assertRaises(damage.Stop) as end:
            fit.check_rows(missed, list(rows))
        self.assertRegex(str(end.exception), r"not understood.*: seams.strong, seams.length.0, seams.length.1$")
        with self.assertRaises(damage.Stop) as end:
            fit.check_rows(rows, [name for name in rows if name != "seams.hand"])
        self.assertRegex(str(end.exception), r"does not know these rows.*: seams.hand$")

    def test_the_real_file_is_understood(self):
        with open(fit.EVIDENCE, encoding="utf-8", newline="") as file:
            text = file.read()
        rows = fit.rows_in(text)
        self.assertIn("alone.length.4", rows)
        self.assertIn("bounds.plain", rows)
        self.assertTrue(all(float(text[slice(*row.place)]) == row.weight for row in rows.values()))
        self.assertFalse([name for name in fit.may_change(rows, True) if fit.group_of(name) in fit.NEVER])


class Truth(unittest.TestCase):
    def setUp(self):
        self.text, self.truth = damage.damage(CHINESE, "zh.json", "plain", 1)
        self.told = fit.truth_of(self.truth)

    def block(self, role, **has):
        blocks = (block for block in self.truth["blocks"] if block["role"] == role)
        return next(block for block in blocks if all(block.get(name) == value for name, value in has.items()))

    def test_heads_stand_alone_and_paragraphs_begin(self):
        title, para = self.block("title")["line"], self.block("para", part=0, p=1)["line"]
        self.assertTrue(self.told.of_state(title, {"state": "alone"}))
        self.assertFalse(self.told.of_state(title, {"state": "begins"}))
        self.assertTrue(self.told.of_state(para, {"state": "begins"}))
        self.assertFalse(self.told.of_state(para, {"state": "goes on", "with": para - 2}))

    def test_a_line_goes_on_with_the_piece_before_it(self):
        text, truth = damage.damage(CHINESE, "zh.json", "wrapped", 1)
        told = fit.truth_of(truth)
        block = next(block for block in truth["blocks"] if block["role"] == "para" and block["last"] > block["line"])
        line = block["line"] + 1
        self.assertTrue(told.of_state(line, {"state": "goes on", "with": line - 1}))
        self.assertFalse(told.of_state(line, {"state": "goes on", "with": line - 2}))

    def test_what_nobody_can_see_is_left_out(self):
        blocks = [
            {"line": 1, "last": 1, "role": "para", "s": 0, "a": 0, "p": 1, "part": 0, "of": 2, "ambiguous": True},
            {"line": 3, "last": 3, "role": "para", "s": 0, "a": 0, "p": 1, "part": 1, "of": 2},
        ]
        told = fit.truth_of({**self.truth, "blocks": blocks})
        row = {"kind": "state", "line": 3, "chosen": {"state": "begins"}, "rival": {"state": "goes on", "with": 1}}
        self.assertIsNone(fit.right_one(row, told))
        self.assertTrue(fit.right_one({**row, "rival": {"state": "alone"}}, told))

    def test_a_start_is_right_where_a_head_stands(self):
        title, para = self.block("title")["line"], self.block("para", p=1)["line"]

        def choice(line, begins):
            chosen, rival = ({"begins": whether, "lines": [line, line]} for whether in (begins, not begins))
            return {"kind": "start", "line": line, "chosen": chosen, "rival": rival}

        self.assertTrue(fit.right_one(choice(title, True), self.told))
        self.assertFalse(fit.right_one(choice(title, False), self.told))
        self.assertTrue(fit.right_one(choice(para, False), self.told))
        self.assertIsNone(fit.right_one(choice(self.block("section")["line"], False), self.told))

    def test_all_roles_of_a_head_must_be_right(self):
        kicker, title = self.block("kicker")["line"], self.block("title")["line"]
        right = {"lines": [[kicker, "kicker"], [title, "headline"]]}
        wrong = {"lines": [[kicker, "headline"], [title, "headline"]]}
        row = {"kind": "shares", "line": kicker, "chosen": wrong, "rival": right}
        self.assertFalse(fit.right_one(row, self.told))
        neither = {"lines": [[kicker, "headline"], [title, "deck"]]}
        self.assertIsNone(fit.right_one({**row, "rival": neither}, self.told))


@unittest.skipIf(fit.np is None, "needs scikit-learn")
class Fitting(unittest.TestCase):
    def test_a_weight_is_fitted_to_what_the_papers_show(self):
        fitting, outcome = fitted([choice for paper in PAPERS for choice in choices(paper, 400, 2.0)])
        self.assertTrue(outcome.taken())
        self.assertAlmostEqual(fitting.weights()["seams.strong"], 2.0, delta=0.05)

    def test_two_weights_that_stand_together_are_told_apart(self):
        dice, found = random.Random(1), []
        for paper in PAPERS:
            for _ in range(1500):
                strong, short = dice.random() < 0.5, dice.random() < 0.5
                odds = 1.5 * strong - 1.0 * short
                amounts = (("seams.length.0", float(short)), ("seams.strong", float(strong)))
                found.append(fit.Choice(paper, "state", dice.random() < 1 / (1 + math.exp(-odds)), amounts))
        weights = fitted(found)[0].weights()
        self.assertAlmostEqual(weights["seams.strong"], 1.5, delta=0.15)
        self.assertAlmostEqual(weights["seams.length.0"], -1.0, delta=0.15)

    def test_a_row_that_nobody_shows_stays(self):
        fitting, _ = fitted([choice for paper in PAPERS for choice in choices(paper, 400, 2.0)])
        self.assertEqual(fitting.weights()["seams.unseen"], -1.25)
        self.assertEqual(fitting.weights()["bounds.plain"], -0.4)

    def test_a_hand_row_stays_unless_asked_for(self):
        both = (("seams.hand", 1.0), ("seams.strong", 1.0))
        found = [choice for paper in PAPERS for choice in choices(paper, 400, 2.0, both) + choices(paper, 400, 0.5)]
        self.assertEqual(fitted(found)[0].weights()["seams.hand"], -2.0)
        self.assertGreater(fitted(found, hand=True)[0].weights()["seams.hand"], 0.5)

    def test_only_the_rows_named_are_fitted_by_hand_or_not(self):
        both = (("seams.hand", 1.0), ("seams.strong", 1.0))
        found = [choice for paper in PAPERS for choice in choices(paper, 400, 2.0, both) + choices(paper, 400, 0.5)]
        weights = fitted(found, named=["seams.hand"])[0].weights()
        self.assertEqual(weights["seams.strong"], 0.5)
        self.assertAlmostEqual(weights["seams.hand"], 1.5, delta=0.1)

    def told(self, found, *named, told_of=("seams.hand", "seams.strong", "seams.unseen")):
        """What is told of the rows named, with runs of blanks as one."""
        fitting, outcome = fitted(found, named=named)
        lines = fit.told_rows(fitting, named, [outcome] if outcome else [], found, told_of)
        return [" ".join(line.split()) for line in lines]

    def test_a_row_named_is_told_whatever_became_of_it(self):
        found = [choice for paper in PAPERS for choice in choices(paper, 400, 0.5)]
        self.assertRegex(self.told(found, "seams.strong")[0], r"^seams.strong 0.50 0.\d+ 1600 4 (not )?taken$")
        self.assertEqual(self.told(found, "seams.length.1"), ["no labelled text shows seams.length.1"])
        self.assertRegex(self.told(found, "seams.unseen")[0], r"^seams.unseen -1.25 - 0 0 the truth does not tell")
        self.assertRegex(self.told(choices("甲报", 400, 2.0), "seams.strong")[0], r"^seams.strong 0.50 - 400 1 two papers are needed$")

    def test_what_is_not_taken_tells_what_it_would_have_been(self):
        found = choices("甲报", 3000, 4.0) + [choice for paper in PAPERS[1:] for choice in choices(paper, 300, 0.2)]
        self.assertRegex(self.told(found, "seams.strong")[0], r"^seams.strong 0.50 0.76 3900 4 not taken$")

    def test_one_papers_habit_that_the_others_contradict_is_not_taken(self):
        found = choices("甲报", 3000, 4.0)
        found += [choice for paper in PAPERS[1:] for choice in choices(paper, 300, 0.2)]
        fitting, outcome = fitted(found)
        self.assertFalse(outcome.taken())
        self.assertEqual(fitting.weights()["seams.strong"], 0.5)

    def test_a_paper_that_shows_nothing_gets_what_the_others_give(self):
        rows = fit.rows_in(FILE)
        fitting = fit.Fit(rows, {*PAPERS, "戊报"})
        found = [choice for paper in PAPERS for choice in choices(paper, 400, 2.0)]
        fitting.group("seams", fit.Matrix(found, fitting.names))
        self.assertAlmostEqual(fitting.weights(fitting.without["戊报"])["seams.strong"], 2.0, delta=0.05)

    def test_the_order_of_choices_changes_nothing(self):
        found = [choice for paper in PAPERS for choice in choices(paper, 400, 1.0)]
        self.assertEqual(fitted(found)[0].weights(), fitted(found[::-1])[0].weights())


class Bounds(unittest.TestCase):
    def test_a_bound_lets_few_right_articles_be_doubted(self):
        articles = [("甲报", n / 100, False) for n in range(100)] + [("甲报", 0.95, True)]
        bound = fit.bound_for(articles, -0.4)
        self.assertAlmostEqual(bound, 0.92, delta=0.011)
        self.assertLessEqual(sum(odds > bound for _, odds, wrong in articles if not wrong), 8)

    def test_a_bound_of_which_nothing_is_known_stays(self):
        self.assertEqual(fit.bound_for([("甲报", 1.0, True)], -0.4), -0.4)

    def test_a_papers_own_articles_do_not_set_its_bound(self):
        kinds = {"bounds.plain": [("甲报", 5.0, False)] * 50 + [("乙报", 1.0, False)] * 50}
        self.assertLess(fit.bounds_for(kinds, fit.rows_in(FILE), "甲报")["bounds.plain"], 2)

    def test_bounds_are_taken_where_they_find_more_or_cry_less(self):
        self.assertTrue(fit.bounds_are_better((0.5, 0.05), (0.6, 0.08)))
        self.assertFalse(fit.bounds_are_better((0.5, 0.05), (0.6, 0.09)))
        self.assertFalse(fit.bounds_are_better((0.5, 0.05), (0.4, 0.04)))
        self.assertTrue(fit.bounds_are_better((0.6, 0.12), (0.5, 0.07)))

    def test_the_likeliest_case_of_an_article_counts(self):
        class Known:
            def wrong(self, text, article):
                return article == 1

        cases = [fit.Case("甲报", "t", "bounds.plain", (("doubts.few", n),), about) for n, about in ((1.0, (0,)), (2.0, (0, 1)))]
        kinds = fit.odds_by_article(cases, Known(), lambda paper: {"doubts.few": 1.0})
        self.assertEqual(kinds, {"bounds.plain": [("甲报", 2.0, False), ("甲报", 2.0, True)]})


class Command(unittest.TestCase):
    def test_seeds_are_a_range_or_a_list(self):
        self.assertEqual(fit.seeds_named("1-3"), [1, 2, 3])
        self.assertEqual(fit.seeds_named("2,5-6"), [2, 5, 6])

    def test_a_rows_id_names_all_its_bins(self):
        rows = fit.rows_in(FILE)
        options = fit.options_of(["--rows", "seams.length,seams.hand"])
        self.assertEqual(fit.rows_wanted(options, rows), ["seams.hand", "seams.length.0", "seams.length.1"])
        self.assertEqual(fit.groups_wanted(options, rows), ["seams"])
        self.assertEqual(fit.rows_wanted(fit.options_of(["--rows", "seams.length.1"]), rows), ["seams.length.1"])

    def test_a_row_that_is_not_there_or_never_fitted_is_an_error(self):
        for named in ("seams.len", "seams.length.2", "bounds.plain", "forms.guide"):
            with self.assertRaises(damage.Stop):
                fit.rows_wanted(fit.options_of(["--rows", named]), fit.rows_in(FILE))

    def test_a_folder_without_issues_or_with_another_file_is_told_in_a_line(self):
        with tempfile.TemporaryDirectory() as folder:
            issues, place = os.path.join(folder, "issues"), os.path.join(folder, "texts")
            path = os.path.join(issues, "a.json")
            os.mkdir(issues)
            os.mkdir(place)
            self.assertEqual(self.stopped(issues, place), f"{issues}: no labelled issue in it")
            for content, problem in ((b"\xff", "is not UTF-8"), (b"[]", "is no JSON object"), (b"{}", "lacks `sections`")):
                with open(path, "wb") as file:
                    file.write(content)
                self.assertEqual(self.stopped(issues, place), f"{path}: {problem}")

    def stopped(self, issues, place):
        """What is told of a folder of issues."""
        with tempfile.TemporaryDirectory(dir=place) as folder, self.assertRaises(damage.Stop) as end:
            fit.texts_wanted(fit.options_of(["--issues", issues]), folder)
        return str(end.exception)

    def test_a_group_that_is_not_there_is_an_error(self):
        options = fit.options_of(["--groups", "seam"])
        with self.assertRaises(damage.Stop):
            fit.groups_wanted(options, fit.rows_in(FILE))
        options.groups = ["bounds", "seams"]
        self.assertEqual(fit.groups_wanted(options, fit.rows_in(FILE)), ["seams", "bounds"])


if __name__ == "__main__":
    sys.exit(unittest.main())
