#!/usr/bin/env python3
"""Tests of the tools. They need no program and take a few seconds.

    python3 tools/test_tools.py
"""
import contextlib
import copy
import io
import json
import os
import sys
import tempfile
import unittest
import unittest.mock

import change
import damage
import measure
import score
import turn

LONG = (
    "渡口的灯在傍晚七点亮起，照得见对岸的台阶和缆绳。",
    "船工老祝把船靠稳，等最后一个放学的孩子跳上来，才解开绳子。他说，从前夜里过河全凭听水声，听久了，耳朵比眼睛好使。",
    "修灯的钱由县里出，电费由渡口自己付，一个月下来，比往年买煤油便宜了将近一半。",
    "灯杆是从旧码头拆下来的，除了锈，重新刷了三遍漆，远看同新的一样。",
    "对岸的豆腐坊从此多开一个时辰，头一锅豆浆五点半就有人来端。",
)
CHINESE = {
    "source": "鹭汀报",
    "issue_title": "鹭汀报",
    "date": "2025-10-18",
    "lang": "zh-Hans",
    "sections": [
        {
            "name": "第01版：要闻",
            "editors": ["责任编辑：唐小满"],
            "articles": [
                {
                    "kicker": "夜里过河",
                    "title": "渡口装了一盏  会等人的新灯",
                    "title_lines": ["渡口装了一盏", "会等人的新灯"],
                    "subtitle": "末班船从此晚开半个时辰",
                    "byline": "本报记者 高宁 通讯员 纪苏",
                    "paragraphs": [LONG[0] * 3, LONG[1] * 2, "灯下的人", LONG[2] * 3, LONG[3], LONG[4] * 2],
                    "subheads": [2],
                    "captions": ["图为居民在灯下等船。 纪苏 摄"],
                    "column": "街巷",
                    "continued_in": ["第02版：民生"],
                },
                {"title": "集市改在单日开", "paragraphs": ["自下月起，城南集市逢单日开市，卖菜的摊位移到槐树下，卖农具的仍在桥头。", LONG[2][:30] + "。"]},
            ],
        },
        {
            "name": "第02版：民生",
            "articles": [
                {
                    "kicker": None,
                    "title": "书车今天停在哪儿？",
                    "subtitle": "两周一趟，每站停四十分钟",
                    "byline": "周砚",
                    "paragraphs": ["流动书车上午停在小学门口，下午停在卫生院旁边的空地，借书的人排到了井台。", "司机说，最抢手的是菜谱，其次是讲星星的书；小说反倒总在车上。"],
                }
            ],
        },
    ],
}
ENGLISH = {
    "source": "The Low Quay Echo",
    "issue_title": "The Low Quay Echo",
    "date": "2025-10-18",
    "lang": "en",
    "sections": [
        {
            "name": "News",
            "articles": [
                {
                    "kicker": "FERRY",
                    "title": "A new lamp waits for late passengers",
                    "byline": "By Ada Marlow",
                    "paragraphs": [
                        "The lamp at the landing comes on at seven and can be seen from the far bank. " * 4,
                        "“We used to cross by the sound of the water,” said the ferryman, who has kept the boat for thirty years. " * 4,
                        "Nobody has missed the last boat since it was lit, and the bakery opens an hour earlier than it did.",
                    ],
                }
            ],
        }
    ],
}


def all_damaged():
    """Every issue in every style with some seeds: (style, text, truth)."""
    for name, issue in (("zh.json", CHINESE), ("en.json", ENGLISH)):
        for style in damage.STYLES:
            for seed in range(1, 9):
                yield (style, *damage.damage(issue, name, style, seed))


def lines_of(block, text):
    """What stands in the text at a block's lines, without the blanks of cut lines."""
    return measure.plain("".join(text.split("\n")[block["line"] - 1 : block["last"]]))


def perfect_export(truth):
    """What a program would give that reads everything right."""
    lines = measure.lines_of_articles(truth)
    sections = []
    for s, section in enumerate(truth["issue"]["sections"]):
        articles = []
        for a, article in enumerate(section["articles"]):
            blocks = [{"kind": "paragraph", "text": text} for text in article["paragraphs"]]
            head = {"kicker": article.get("kicker"), "headline": article["title"], "deck": article.get("subtitle"), "byline": article.get("byline")}
            articles.append({**head, "lines": [min(lines[s, a]), max(lines[s, a])], "blocks": blocks})
        sections.append({"name": damage.page_and_name(section["name"])[1], "articles": articles})
    return {"paper": truth["issue"]["source"], "sections": sections, "defects": []}


class Damage(unittest.TestCase):
    def test_the_same_seed_gives_the_same_text_and_another_seed_another(self):
        texts = [damage.damage(CHINESE, "a.json", "hard", seed)[0] for seed in (1, 1, 2)]
        self.assertEqual(texts[0], texts[1])
        self.assertNotEqual(texts[0], texts[2])

    def test_numbers_of_the_dice_stay_the_same(self):
        dice = damage.Dice("1|a.json|hard")
        self.assertEqual([dice.between(1, 100) for _ in range(8)], [11, 5, 80, 31, 47, 70, 72, 10])

    def test_every_character_of_every_paragraph_is_kept_in_order(self):
        for style, text, truth in all_damaged():
            pieces = {}
            for block in truth["blocks"]:
                if block["role"] == "para":
                    pieces.setdefault((block["s"], block["a"], block["p"]), []).append((block["part"], block["text"]))
            for s, section in enumerate(truth["issue"]["sections"]):
                for a, article in enumerate(section["articles"]):
                    for p, paragraph in enumerate(article["paragraphs"]):
                        kept = "".join(part for _, part in sorted(pieces[s, a, p]))
                        self.assertEqual(measure.plain(kept), measure.plain(paragraph), style)

    def test_the_lines_of_the_truth_have_their_text(self):
        for style, text, truth in all_damaged():
            for block in truth["blocks"]:
                found = lines_of(block, text)
                article = truth["issue"]["sections"][block["s"]]["articles"][block["a"]] if "a" in block else {}
                if block["role"] == "para":
                    self.assertIn(measure.plain(block["text"]), found, style)
                elif block["role"] in ("kicker", "title", "subtitle"):
                    self.assertIn(found, measure.plain(article[block["role"]]), style)
                elif block["role"] == "byline":
                    self.assertIn(article["byline"].split()[-1], found, style)

    def test_every_line_is_in_one_block_or_empty(self):
        for style, text, truth in all_damaged():
            told = [line for block in truth["blocks"] for line in range(block["line"], block["last"] + 1)]
            written = [n for n, line in enumerate(text.split("\n"), 1) if line.strip()]
            self.assertEqual(sorted(told), written, style)

    def test_styles_have_the_marks_that_they_are_to_have(self):
        for style, text, truth in all_damaged():
            heads = [text.split("\n")[block["line"] - 1] for block in truth["blocks"] if block["role"] == "title"]
            if style == "flat":
                self.assertTrue(all(line.startswith("# ") for line in heads))
            if style in damage.UNMARKED:
                self.assertNotIn("#", text)
            self.assertEqual(any(block["role"] == "section" for block in truth["blocks"]), style in damage.PAGED)

    def test_lines_end_at_the_width_and_no_mark_begins_one(self):
        for width in range(13, 37):
            for line in damage.wrapped_lines(LONG[1] * 4, width, False)[:-1]:
                self.assertLessEqual(damage.width_of(line), width + 1)
                self.assertNotIn(line[0], damage.BEGINS_NO_LINE)

    def test_english_words_stay_whole(self):
        words = set(" ".join(ENGLISH["sections"][0]["articles"][0]["paragraphs"]).split())
        for piece in damage.cut_by_columns(ENGLISH["sections"][0]["articles"][0]["paragraphs"], 200, damage.Dice("1"), True):
            self.assertLessEqual(set(piece["text"].split()), words)

    def test_a_story_goes_on_on_its_other_page(self):
        text, truth = damage.damage(CHINESE, "zh.json", "hard", 1)
        page = next(block["line"] for block in truth["blocks"] if block["role"] == "section" and block["s"] == 1)
        rest = [block for block in truth["blocks"] if block.get("continued")]
        self.assertTrue(rest)
        self.assertTrue(all(block["line"] > page and block["a"] == 0 and block["s"] == 0 for block in rest))
        self.assertRegex(text, r"下转第?2版")
        self.assertRegex(text, r"[上紧]接第?1版")


    def test_no_jump_line_stands_behind_a_subhead(self):
        issue = copy.deepcopy(CHINESE)
        issue["sections"][0]["articles"][0]["subheads"] = [1, 2]
        for seed in range(1, 9):
            _, truth = damage.damage(issue, "zh.json", "hard", seed)
            self.assertFalse([block for block in truth["blocks"] if block.get("jump_to") and block.get("subhead")])

    def test_an_article_cut_within_a_sentence_is_not_called_ambiguous(self):
        for _, _, truth in all_damaged():
            for block in truth["blocks"]:
                if block.get("ambiguous"):
                    self.assertLess(block["part"], block["of"] - 1)
                    self.assertIn(measure.plain(block["text"])[-1], "。！？”.")


class Score(unittest.TestCase):
    def setUp(self):
        self.text, self.truth = damage.damage(CHINESE, "zh.json", "plain", 1)
        self.export = perfect_export(self.truth)
        self.articles = self.export["sections"][0]["articles"]

    def figures(self):
        return measure.figures(measure.counts(measure.judge(self.export, self.truth, self.text)))

    def test_the_truth_itself_has_all_right(self):
        for _, text, truth in all_damaged():
            figures = measure.figures(measure.counts(measure.judge(perfect_export(truth), truth, text)))
            wrong = {name: value for name, value in figures.items() if value not in (None, 0.0 if name in measure.LOWER_IS_BETTER else 1.0)}
            self.assertEqual(wrong, {})

    def test_only_texts_with_page_lines_have_a_figure_for_sections(self):
        self.assertEqual(self.figures()["section"], 1)
        text, truth = damage.damage(CHINESE, "zh.json", "seed", 1)
        self.assertIsNone(measure.figures(measure.counts(measure.judge(perfect_export(truth), truth, text)))["section"])

    def assert_worse(self, *names):
        """These figures are worse than those of the truth, all others are not."""
        figures = self.figures()
        worse = {name for name, value in figures.items() if value not in (None, 0.0 if name in measure.LOWER_IS_BETTER else 1.0)}
        self.assertEqual(worse, {*names, "doubted"})

    def test_a_joined_article(self):
        joined = self.articles.pop(1)
        self.articles[0]["blocks"] += [{"kind": "subhead", "text": joined["headline"]}, *joined["blocks"]]
        self.assert_worse("article F1", "paragraph F1")

    def test_a_lost_deck(self):
        self.articles[0]["deck"] = None
        self.assert_worse("whole head")

    def test_a_wrong_headline(self):
        self.articles[1]["headline"] = "城南集市"
        self.assert_worse("whole head", "headline")

    def test_a_broken_paragraph(self):
        blocks = self.articles[0]["blocks"]
        blocks[0]["text"], rest = blocks[0]["text"][:31], blocks[0]["text"][31:]
        blocks.insert(1, {"kind": "paragraph", "text": rest})
        self.assert_worse("paragraph F1")

    def test_joined_paragraphs(self):
        blocks = self.articles[0]["blocks"]
        blocks[0]["text"] += blocks.pop(1)["text"]
        self.assert_worse("paragraph F1")

    def test_a_wrong_byline(self):
        self.articles[0]["byline"] = "本报记者 高宁"
        self.assert_worse("byline")

    def test_a_byline_that_is_none(self):
        self.articles[1]["byline"] = "槐树下"
        self.assert_worse("byline")

    def test_a_wrong_section(self):
        self.export["sections"][0]["name"] = "体育"
        figures = self.figures()
        self.assertLess(figures["section"], 1)
        self.assertEqual(figures["article F1"], 1)

    def test_a_lost_paragraph(self):
        self.articles[0]["blocks"].pop(4)
        self.assertGreater(self.figures()["lost"], 0)

    def test_doubts_on_right_and_wrong_articles(self):
        line = self.articles[0]["lines"][0]
        self.export["defects"] = [{"kind": "doubt", "line": line}]
        self.assertAlmostEqual(self.figures()["cried"], 1 / 3)
        self.articles[0]["deck"] = None
        self.assertEqual((self.figures()["doubted"], self.figures()["cried"]), (1, 0))

    def test_a_cut_after_a_sentence_is_no_mistake(self):
        for block in self.truth["blocks"]:
            if block["role"] == "para" and (block["s"], block["a"], block["p"]) == (0, 0, 1):
                block.update(ambiguous=True, text=LONG[1])
                break
        blocks = self.articles[0]["blocks"]
        blocks[1]["text"] = LONG[1]
        blocks.insert(2, {"kind": "paragraph", "text": LONG[1]})
        self.assertEqual(self.figures()["paragraph F1"], 1)

    def test_ends_are_found_where_a_byline_stands_before_the_text(self):
        self.articles[0]["blocks"].insert(0, {"kind": "paragraph", "text": "本报记者高宁"})
        verdict = measure.judge(self.export, self.truth, self.text).verdicts[0]
        self.assertEqual((len(verdict.right_ends), len(verdict.false_ends), verdict.missed_ends), (5, 1, []))

    def test_where_words_come_again_the_nearest_place_is_meant(self):
        refrain = measure.plain(LONG[3])
        ends = {len(refrain), 2 * len(refrain)}
        read_ends = {end + 4 for end in ends}
        same = measure.same_places(read_ends, "记者高宁" + refrain * 3, refrain * 3)
        self.assertEqual(set(same.values()), ends)

    def test_half_an_article_is_not_the_article(self):
        del self.articles[0]["blocks"][3:]
        self.articles[0]["blocks"].pop(0)
        judgement = measure.judge(self.export, self.truth, self.text)
        self.assertIsNone(judgement.verdicts[0].read)
        self.assertEqual([article.headline for article in judgement.extra], [self.articles[0]["headline"]])

    def test_pages_are_no_part_of_a_sections_name(self):
        for name in ("第01版：要闻", "A1 要闻", "一版　要闻", "1版·要闻", "市井版 A02·要闻", "要闻"):
            self.assertEqual(measure.section_name(name), "要闻")
        self.assertEqual(measure.section_name("Page 2: Sport"), measure.section_name("Sport"))

    def test_mistakes_tell_truth_and_reading(self):
        self.articles[0]["deck"] = None
        self.articles[0]["blocks"][0]["text"] += self.articles[0]["blocks"].pop(1)["text"]
        judgement = measure.judge(self.export, self.truth, self.text)
        told = "\n".join(score.mistakes_of(score.Scored(score.Labelled("zh.txt", self.text, self.truth), judgement)))
        self.assertIn("deck: true 末班船从此晚开半个时辰", told)
        self.assertIn("read (none)", told)
        self.assertIn("joined: 照得见对岸的台阶和缆绳。 ‖ 船工老祝把船靠稳，等最后", told)


class Check(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, score.KEPT)
        text, truth = damage.damage(CHINESE, "zh.json", "plain", 1)
        self.labelled, self.export = score.Labelled("zh.plain.1.txt", text, truth), perfect_export(truth)

    def now(self):
        judgement = measure.judge(self.export, self.labelled.truth, self.labelled.text)
        return score.record([score.Scored(self.labelled, judgement)])

    def checked(self, before, now):
        """The exit status and what is told."""
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(before, file)
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            status = score.check(self.path, now)
        return status, told.getvalue()

    def test_the_same_figures_pass(self):
        self.assertEqual(self.checked(self.now(), self.now())[0], 0)

    def test_a_fall_is_an_error_with_before_and_after(self):
        before = self.now()
        self.export["sections"][0]["articles"][0]["deck"] = None
        status, told = self.checked(before, self.now())
        self.assertEqual(status, 1)
        self.assertIn("error: plain: whole head was 1.0000, is 0.6667\n", told)

    def test_figures_that_are_better_when_lower_fall_when_they_rise(self):
        before, now = self.now(), self.now()
        now["figures"]["plain"]["cried"] = 0.2
        now["figures"]["plain"]["lost"] = 0.004
        status, told = self.checked(before, now)
        self.assertEqual(status, 1)
        self.assertIn("cried was 0.0000, is 0.2000", told)
        self.assertNotIn("lost", told)

    def test_a_figure_that_rose_is_told_and_no_error(self):
        before, now = self.now(), self.now()
        before["figures"]["plain"]["byline"] = 0.5
        status, told = self.checked(before, now)
        self.assertEqual(status, 0)
        self.assertIn("better: plain: byline was 0.5000, is 1.0000", told)

    def test_other_texts_are_an_error(self):
        before, now = self.now(), self.now()
        before["texts"] = "0"
        self.assertEqual(self.checked(before, now)[0], 1)


class Change(unittest.TestCase):
    def setUp(self):
        text, truth = damage.damage(CHINESE, "zh.json", "plain", 1)
        self.labelled = score.Labelled("zh.plain.1.txt", text, truth)
        self.good = perfect_export(truth)
        self.bad = copy.deepcopy(self.good)
        self.articles = self.bad["sections"][0]["articles"]

    def told(self, before, after):
        judgements = [measure.judge(export, self.labelled.truth, self.labelled.text) for export in (before, after)]
        return "\n".join("\n".join(lines) for _, lines in change.changes_in(self.labelled, *judgements))

    def test_nothing_is_told_where_nothing_changed(self):
        self.assertEqual(self.told(self.bad, self.bad), "")

    def test_a_head_tells_what_it_was_and_is(self):
        self.articles[0]["deck"] = "另一行"
        told = self.told(self.good, self.bad)
        self.assertIn("worse\ndeck: was 末班船从此晚开半个时辰 (right), is 另一行 (wrong)", told)
        self.assertIn("better\ndeck: was 另一行 (wrong)", self.told(self.bad, self.good))

    def test_paragraphs_tell_where_they_are_parted_and_whether_that_is_right(self):
        self.articles[0]["blocks"][0]["text"] += self.articles[0]["blocks"].pop(1)["text"]
        place = "照得见对岸的台阶和缆绳。 ‖ 船工老祝把船靠稳，等最后"
        self.assertIn(f"no longer parted: {place} (wrong)", self.told(self.good, self.bad))
        self.assertIn(f"\nparted: {place} (right)", self.told(self.bad, self.good))

    def test_an_article_that_is_not_found_any_more_tells_where_it_went(self):
        self.articles[0]["blocks"] += self.articles.pop(1)["blocks"]
        told = self.told(self.good, self.bad)
        self.assertIn("集市改在单日开: worse\nwas found, is not\n", told)
        self.assertIn("of it is in: 渡口装了一盏", told)


class ChangeWithoutTruth(unittest.TestCase):
    def setUp(self):
        source, truth = damage.damage(CHINESE, "zh.json", "plain", 1)
        self.text = score.Labelled("zh.txt", source, None)
        self.good = perfect_export(truth)
        self.bad = copy.deepcopy(self.good)
        self.articles = self.bad["sections"][0]["articles"]
        titles = [block["line"] for block in truth["blocks"] if block["role"] == "title"]
        self.title, self.second = titles[0], titles[1]

    def told(self, before, after):
        return change.unjudged_changes(self.text, before, after)

    def test_nothing_is_told_where_nothing_changed(self):
        self.assertEqual(self.told(self.good, copy.deepcopy(self.good)), [])

    def test_a_change_is_told_by_text_and_line_of_the_headline_without_a_verdict(self):
        self.articles[0]["deck"] = None
        self.articles[0]["column"] = "街巷"
        head = f"zh.txt:{self.title}: 渡口装了一盏  会等人的新灯"
        told = [[head, "deck: was 末班船从此晚开半个时辰, is (none)", "column: was (none), is 街巷"]]
        self.assertEqual(self.told(self.good, self.bad), told)

    def test_paragraphs_tell_where_they_are_parted(self):
        self.articles[0]["blocks"][0]["text"] += self.articles[0]["blocks"].pop(1)["text"]
        place = "照得见对岸的台阶和缆绳。 ‖ 船工老祝把船靠稳，等最后"
        self.assertEqual(self.told(self.good, self.bad)[0][1:], [f"no longer parted: {place}"])
        self.assertEqual(self.told(self.bad, self.good)[0][1:], [f"parted: {place}"])

    def test_an_article_in_one_reading_only(self):
        self.articles[0]["blocks"] += self.articles.pop(1)["blocks"]
        told = self.told(self.good, self.bad)
        self.assertIn([f"zh.txt:{self.second}: 集市改在单日开", "was read as an article, is none"], told)
        self.assertIn([f"zh.txt:{self.second}: 集市改在单日开", "is read as an article, was none"], self.told(self.bad, self.good))

    def test_a_new_headline_is_no_new_article(self):
        self.articles[1]["headline"] = "城南集市"
        told = self.told(self.good, self.bad)
        self.assertEqual([lines[1:] for lines in told], [["headline: was 集市改在单日开, is 城南集市"]])

    def test_doubts_furniture_and_all_else_are_told(self):
        self.bad["defects"] = [{"kind": "doubt", "line": 3, "message": "read in doubt: no headline"}]
        self.bad["furniture"] = [{"kind": "masthead", "text": "鹭汀报", "lines": [1, 1]}]
        self.assertEqual(self.told(self.good, self.bad), [["zh.txt:1: is masthead: 鹭汀报"], ["zh.txt:3: is read in doubt: no headline"]])
        self.assertEqual(len(self.told({**self.good, "paper": "别报"}, self.good)), 1)
        self.articles[0]["blocks"][2]["kind"] = "subhead"
        self.assertEqual(len(self.told(self.good, {**self.good, "sections": self.bad["sections"]})), 1)


class Wrong(unittest.TestCase):
    """Files and programs that are not what they should be: one line tells, and the status is 2."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.issues = os.path.join(self.folder, "issues")
        os.mkdir(self.issues)
        self.weigh = os.path.join(self.folder, "weigh")
        self.put(self.weigh, f"#!{sys.executable}\nimport time\ntime.sleep(9)\n".encode())
        os.chmod(self.weigh, 0o755)

    def put(self, path, content):
        with open(path, "wb") as file:
            file.write(content)

    def stopped(self, main, *arguments):
        """The line that is told."""
        told = io.StringIO()
        with contextlib.redirect_stderr(told):
            self.assertEqual(damage.run(lambda: main(list(arguments))), 2)
        self.assertEqual(told.getvalue().count("\n"), 1, told.getvalue())
        return told.getvalue().strip()

    def all_stopped(self, *rest):
        """What each command tells of the folder of issues."""
        known = unittest.mock.patch.object(change, "check_ids")
        listed = unittest.mock.patch.object(score, "weighed", lambda *arguments: "")
        with known, listed:
            yield self.stopped(change.main, "a.b=1", "--issues", self.issues, "--weigh", self.weigh, *rest)
            yield self.stopped(turn.main, "--issues", self.issues, "--weigh", self.weigh, *rest)
            yield self.stopped(score.main, "--issues", self.issues, "--bin", self.weigh, *rest)

    def test_a_file_that_is_no_issue(self):
        path = os.path.join(self.issues, "a.json")
        lacking = copy.deepcopy(CHINESE)
        del lacking["sections"][0]["articles"][0]["paragraphs"]
        wrong = {
            "鹭汀报".encode("gb18030"): "is not UTF-8",
            b"{": "is no JSON: ",
            b"[1]": "is no JSON object",
            b"{}": "lacks `sections`",
            json.dumps({**CHINESE, "sections": 1}).encode(): "`sections` is no list of objects",
            json.dumps({**CHINESE, "sections": []}).encode(): "has no article for the style seed",
            json.dumps({**CHINESE, "source": None}).encode(): "lacks `source`",
            json.dumps({**CHINESE, "date": "2025"}).encode(): "'2025' is no day",
            json.dumps(lacking).encode(): "section 1, article 1 lacks `paragraphs`",
        }
        for content, problem in wrong.items():
            self.put(path, content)
            for told in [*self.all_stopped(), self.stopped(damage.main, path, "--out", self.folder)]:
                self.assertTrue(told.startswith(f"{path}: {problem}"), told)

    def test_a_file_that_is_missing(self):
        path = os.path.join(self.folder, "no.json")
        self.assertEqual(self.stopped(damage.main, path, "--out", self.folder), f"{path}: No such file or directory")
        self.put(path, json.dumps(CHINESE).encode())
        self.assertEqual(self.stopped(damage.main, path, "--out", path), f"{path}: File exists")

    def test_a_folder_without_issues(self):
        for told in self.all_stopped():
            self.assertEqual(told, f"{self.issues}: no labelled issue in it")
        told = self.stopped(score.main, "--texts", self.issues, "--bin", self.weigh)
        self.assertEqual(told, f"{self.issues}: no text with its truth in it")

    def test_a_truth_that_is_none(self):
        path = os.path.join(self.issues, "a.truth.json")
        self.put(path, b"[]")
        self.assertEqual(self.stopped(score.main, "--texts", self.issues, "--bin", self.weigh), f"{path}: is no JSON object")
        self.put(path, b'{"style": "hard", "issue": {}, "blocks": []}')
        text = os.path.join(self.issues, "a.txt")
        self.assertEqual(self.stopped(score.main, "--texts", self.issues, "--bin", self.weigh), f"{text}: No such file or directory")

    def test_weigh_reads_instead_of_the_program(self):
        self.assertEqual(score.command_of(score.options_of(["--weigh", self.weigh])), [self.weigh, "export"])
        self.assertEqual(score.command_of(score.options_of(["--bin", self.weigh])), [self.weigh, "export", "--format", "json"])
        self.assertIn(score.BUILD_WEIGH, self.stopped(score.main, "--weigh", "no/such/weigh"))

    def test_a_program_that_takes_too_long(self):
        with unittest.mock.patch.object(score, "SECONDS", 0.1):
            self.put(os.path.join(self.issues, "a.json"), json.dumps(CHINESE).encode())
            texts = 2 * len(damage.STYLES) + 1
            self.put(os.path.join(self.issues, "a.txt"), b"a")
            told = self.stopped(turn.main, "--weigh", self.weigh, "--issues", self.issues, "--readings", self.issues)
            self.assertEqual(told, f"{self.weigh}: takes longer than {0.1 * texts} s")
            self.assertEqual(self.stopped(change.main, "a.b=1", "--weigh", self.weigh), f"{self.weigh}: takes longer than 0.1 s")
            failed = score.scored([self.weigh], score.Labelled("a.txt", "", {}))
        self.assertEqual(failed.failure, "takes longer than 0.1 s")

    def test_a_program_that_writes_no_json(self):
        self.put(self.weigh, f"#!{sys.executable}\nprint('a.b 1')\n".encode())
        self.assertIn("writes no JSON", self.stopped(change.main, "a.b=1", "--weigh", self.weigh, "--styles", "seed"))


class Build(unittest.TestCase):
    def test_where_weigh_is_missing_its_command_is_told(self):
        for main, arguments in ((change.main, ["a.b=1"]), (turn.main, [])):
            with self.assertRaises(damage.Stop) as end:
                main([*arguments, "--weigh", "no/such/weigh"])
            self.assertIn("cargo build --release --features weighing --example weigh", str(end.exception))


class Rows(unittest.TestCase):
    KNOWN = ["alone.length.0", "alone.length.1", "alone.length.10", "alone.length.2", "alone.asks"]

    def stopped(self, name):
        """What is told of an id that is none."""
        with self.assertRaises(damage.Stop) as end:
            change.check_ids([(name, 1.0)], self.KNOWN)
        return str(end.exception)

    def test_a_row_with_bins_tells_them_and_no_row_the_nearest(self):
        self.assertEqual(self.stopped("alone.length"), "alone.length has bins: alone.length.0 to alone.length.10")
        self.assertEqual(self.stopped("alone.ask"), "no row alone.ask; there are alone.asks")
        self.assertIsNone(change.check_ids([("alone.length.2", 1.0)], self.KNOWN))

    def test_a_weight_is_a_number_that_ends(self):
        self.assertEqual(change.change_named("a.b=-1.5"), ("a.b", -1.5))
        for wrong in ("a.b", "a.b=", "a.b=x", "a.b=nan", "a.b=inf", "a.b=-inf", "a.b=1e39"):
            with self.assertRaises(change.argparse.ArgumentTypeError):
                change.change_named(wrong)

    def test_the_texts_that_show_a_row_are_counted(self):
        rows = [{"text": "a", "amounts": {"x.one": 1.0, "x.no": 0.0}}, {"text": "a", "amounts": {"x.one": -1.0}}]
        rows += [{"text": "b", "amounts": {"x.one": 0.5}, "bound": "bounds.plain"}]
        texts = change.texts_by_row(rows)
        told = list(change.told_of_rows(["x.one", "x.no", "bounds.plain", "y.one"], texts, 3))
        self.assertEqual(told[:2], ["x.one: 2 of 3 texts show it", "x.no: 0 of 3 texts show it"])
        self.assertEqual(told[2], "bounds.plain: 1 of 3 texts show it")
        self.assertIn("tells nothing of the group y", told[3])

    def test_what_the_program_says_names_no_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            weigh, text = os.path.join(folder, "weigh"), os.path.join(folder, "a.txt")
            with open(weigh, "w", encoding="utf-8") as file:
                file.write(f"#!{sys.executable}\nimport sys\nsys.exit(sys.argv[-1] + ': is wrong')\n")
            os.chmod(weigh, 0o755)
            with self.assertRaises(damage.Stop) as end:
                score.weighed(weigh, "rows", [text])
        self.assertEqual(str(end.exception), f"{weigh}: status 1: a.txt: is wrong")


class Turn(unittest.TestCase):
    KNOWN = ["seams.stop", "alone.length.2", "told.begins"]

    def program(self, turned):
        """A program that stands for weigh: it knows three rows, and can turn these."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = os.path.join(folder.name, "weigh")
        told = {"list": self.KNOWN, "turn": turned}
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"#!{sys.executable}\nimport sys\nfor name in {told!r}[sys.argv[1]]:\n    print(name, 1)\n")
        os.chmod(path, 0o755)
        return path

    def turned(self, turned, listed):
        """The exit status and what is told."""
        program = self.program(turned)
        folder = os.path.dirname(program)
        unturned = os.path.join(folder, "unturned.txt")
        for path, content in ((unturned, listed), (os.path.join(folder, "zh.json"), json.dumps(CHINESE))):
            with open(path, "w", encoding="utf-8") as file:
                file.write(content)
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            status = turn.main(["--weigh", program, "--issues", folder, "--readings", folder, "--unturned", unturned])
        return status, told.getvalue()

    def test_a_list_of_what_no_text_shows_passes(self):
        status, _ = self.turned(["seams.stop", "told.begins"], "# a remark\n\nseams.stop: nothing follows it\n")
        self.assertEqual(status, 0)

    def test_a_row_that_no_text_shows_and_that_is_not_listed_is_an_error(self):
        status, told = self.turned(["seams.stop", "alone.length.2"], "seams.stop: nothing follows it\n")
        self.assertEqual(status, 1)
        self.assertIn("alone.length.2: no text shows it", told)
        self.assertNotIn("seams.stop", told)

    def test_a_listed_row_that_a_text_shows_or_that_is_none_is_an_error(self):
        status, told = self.turned([], "seams.stop: nothing follows it\nseams.stops: a slip\n")
        self.assertEqual(status, 1)
        self.assertIn("seams.stop: is listed, and some text shows it", told)
        self.assertIn("seams.stops: is listed, and there is no such row", told)

    def test_each_line_of_a_list_gives_a_reason_and_no_row_twice(self):
        self.assertEqual(turn.listed_in(["a.b: c: d", "# e"]), {"a.b": "c: d"})
        for lines in (["a.b"], ["a.b: "], ["a.b: c", "a.b: d"]):
            with self.assertRaises(ValueError):
                turn.listed_in(lines)

    def test_the_list_that_is_kept_is_one(self):
        self.assertTrue(turn.list_at(turn.UNTURNED))

    def test_the_texts_are_the_damaged_issues_and_the_readings(self):
        with tempfile.TemporaryDirectory() as issues, tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(issues, "zh.json"), "w", encoding="utf-8") as file:
                json.dump(CHINESE, file)
            options = turn.options_of(["--issues", issues, "--more", "further.txt"])
            names = [os.path.basename(path) for path in turn.texts_of(options, folder)]
        damaged = [f"zh.{style}.{seed}.txt" for style in sorted(damage.STYLES) for seed in turn.SEEDS]
        self.assertEqual(names[: len(damaged)], damaged)
        self.assertIn("digest.txt", names)
        self.assertEqual(names[-1], "further.txt")


if __name__ == "__main__":
    sys.exit(unittest.main())
