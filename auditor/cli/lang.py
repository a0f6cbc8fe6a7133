"""The language of the tool's own messages: Chinese, or English with ``--lang en``. Findings stay Chinese."""

from __future__ import annotations

from collections.abc import Sequence

_CHOSEN = {"language": "zh"}

ENGLISH = {
    # commands
    "预算绩效指标审核：读预算12表、13表，指出问题、证据和改法。": (
        "Audit the performance indicators of Chinese government budgets (tables 12 and 13)."
    ),
    "审核预算文件，列出问题、证据和修改建议（有输入读不出时退出码为 2，否则为 0）。": (
        "Audit budget documents: findings, evidence, advice (exit code 2 where an input cannot be read, else 0)."
    ),
    "判断能否公开：退出码 0 通过，1 拦截，2 无法判断。": (
        "Judge whether documents may be published: exit code 0 passed, 1 blocked, 2 could not judge."
    ),
    "比较两次审核：已整改、新增、仍然存在（有文件无法比较时退出码为 2，否则为 0）。": (
        "Compare two audits: resolved, new, still open (exit code 2 where a document cannot be compared, else 0)."
    ),
    "合并几位审核人的处理意见，列出不一致之处（有不一致时退出码为 1，否则为 0）。": (
        "Merge the decisions of several reviewers and list where they differ (exit code 1 where they do, else 0)."
    ),
    "把意见批注在原文件的副本上：xlsx、docx、pdf（有文件不能加批注或无法判断时退出码为 2，否则为 0）。": (
        "Write the findings into copies of the documents: xlsx, docx, pdf (exit code 2 where that fails, else 0)."
    ),
    "给每个部门写一份整改通知（Word），误报和已豁免的不列（有输入无法判断时退出码为 2，否则为 0）。": (
        "Write a rectification notice (Word) for each department, without what is waived (2 where not judged)."
    ),
    "抽取绩效指标，每条指标一行；加 --tables 则抽取其他预算表，每个金额一行。": (
        "Extract the indicators, one row each; with --tables the other budget tables, one row for each amount."
    ),
    "抽取绩效指标表以外的预算表（收支总表、三公经费表等），每个金额一行": (
        "extract the other budget tables (income, expenditure, vehicles …), one row for each amount"
    ),
    "{source}：{table}有{count}个金额所在的栏不能确定，标为 uncertain。": (
        "{source}: the columns of {count} amounts in {table} are not certain, marked uncertain."
    ),
    "{source}：没有找到绩效指标表以外的预算表。": "{source}: no table beside those of indicators was found.",
    "校对文字，指出错别字并给出改法。": "Proofread texts, one a line: wrong characters and their corrections.",
    "查看、测试、新建规则。": "List, show, test and start rules.",
    "列出规则。": "List the rules.",
    "显示一条规则的说明、依据和样例。": "Show a rule: what, why, basis, examples.",
    "运行规则自带的样例；有不符的退出码为 1。": "Run the examples of the rules; exit code 1 where one fails.",
    "列出检查动词；给出名称则显示它的参数、可用的内容和样例规则。": (
        "List the verbs; with a name: its parameters, facts and rules."
    ),
    "说明一条规则在某个文件上为什么报、为什么不报。": "Say why a rule fires, or is silent, on a document.",
    "动词名，如 rows.count": "a verb, such as rows.count",
    "共 {count} 个动词。": "{count} verbs.",
    "没有名为“{name}”的动词{near}。": "no verb is called “{name}”{near}.",
    "规则“{name}”已停用，没有运行。": "rule “{name}” is off and did not run.",
    "{source}：{state}，{count} 条意见。{reason}": "{source}: {state}, {count} findings. {reason}",
    "看过 {count} 个项目，没有一个符合报出的条件。": "{count} projects were looked at; none meets the condition.",
    "看过 {count} 条指标，没有一条符合报出的条件。": "{count} rows were looked at; none meets the condition.",
    "看过全文，没有符合报出条件的内容。": "The whole document was looked at; nothing in it meets the condition.",
    "从审核人的采纳和误报中校准规则，写成一个规则包（证据不足时不作改动；有输入读不出时退出码为 2）。": (
        "Calibrate the rules by reviewers' decisions, as a rule pack (no change without evidence; 2 where unread)."
    ),
    "处理意见文件，和这些意见所针对的预算文件或文件夹": "decision files, and the documents that they are about",
    "规则包写到此文件夹": "write the rule pack to this folder",
    "请同时给出处理意见文件和它们所针对的预算文件。": "give both decision files and the documents that they are about.",
    "文件夹不是空的，请换一个。": "the folder is not empty; choose another.",
    "{decisions} 条处理意见，{documents} 份文件：调整 {changes} 条规则，说明见 {report}。": (
        "{decisions} decisions, {documents} documents: {changes} rules adjusted, see {report}."
    ),
    "列出绩效指标表的版式。": "List the layouts of indicator tables.",
    "共 {count} 种版式。": "{count} layouts.",
    "按此版式读绩效指标表（名称或 YAML 文件，见 auditor rules layouts）": (
        "read the indicator tables by this layout (a name or a YAML file, see auditor rules layouts)"
    ),
    "写出一条新规则的骨架，样例须自行补齐。": "Write the skeleton of a new rule; its examples are yours to write.",
    "审核整个文件夹：可中断续跑，结果汇总成网页、表格和数据库（有文件读不出时退出码为 2）。": (
        "Audit a whole folder, resumably; summary as web page, workbook and database (2 where a document is unread)."
    ),
    "用 SQL 查询批量审核的数据库（只读）；表和视图见 docs/store.md。": (
        "Ask the database of a batch in SQL (read-only); its tables and views are in docs/store.md."
    ),
    "在浏览器里审核：拖入文件或文件夹即可；只在本机，不联网，不上传。": (
        "Audit in the browser: drop files or a folder on a page of this machine; nothing is sent anywhere."
    ),
    # options
    "工作文件夹：处理意见存在这里，默认为当前目录": "folder of work: decisions are kept in it, by default here",
    "端口，0 为任一空闲端口": "port, 0 for any that is free",
    "不打开浏览器，只显示地址": "open no browser, only show the address",
    "在浏览器里审核（拖入文件）": "audit in the browser (drop files)",
    "网页界面需要另装组件，请运行 {command}": "the page needs another component: run {command}",
    "这不是文件夹。": "this is no folder.",
    "请在浏览器里打开：{url}": "open in the browser: {url}",
    "只有本机能打开。结束请按 Ctrl+C，或在页面上点“退出”。": "Only this machine can. End it by Ctrl+C or on the page.",
    "再请一个掩码语言模型复核：内有 model.onnx 和 vocab.txt 的文件夹": (
        "ask a masked language model, too: a folder with model.onnx and vocab.txt"
    ),
    "文件夹、压缩包，或清单（每行一个路径）": "a folder, an archive, or a list with one path a line",
    "结果写到此目录，默认“文件夹名.audit”": "write the results to this folder, by default FOLDER.audit",
    "数据库，默认为结果目录下的 store.duckdb": "database, by default store.duckdb in the folder of the results",
    "查询的内存上限（MB），0 为不限；仅 Linux": "memory limit of the query (MB), 0 for none; Linux only",
    "查询的时间上限（秒）": "Time limit of the query in seconds",
    "数据库，或 auditor batch 的结果目录": "database, or the folder of the results of auditor batch",
    "这一批文件在数据库里的名字，默认为文件夹名": "name of these documents in the database, by default the folder's",
    "同时处理的文件数，0 为全部核心": "documents at once, 0 for all cores",
    "每一万行的时间上限（秒），默认 600": "bound of time for each ten thousand lines (seconds), by default 600",
    "每份文件的时间上限（秒），默认 600": "bound of time for one document (seconds), by default 600",
    "每份文件的内存上限（MB），默认 2048，0 为不限；仅 Linux": (
        "bound of memory for one document (MB), by default 2048, 0 for none; Linux only"
    ),
    "--timeout 要大于 0，--memory 不能是负数。": "--timeout must be above 0, and --memory cannot be negative.",
    "另把各表写成 Parquet 文件": "write the tables as Parquet files, too",
    "文号，如 某财绩〔2026〕3号": "number of the letter",
    "发文机关": "issuing body",
    "整改期限，如 2026年3月20日": "deadline",
    "联系人和电话": "contact and telephone",
    "给每份需要整改的文件写一份整改通知（Word），放在 notices 目录": "a notice (Word) for each document to be mended",
    "给 PDF 和扫描件的报告附上有意见的页面图像，放在 originals 目录": (
        "pictures of the pages with findings, of PDF files and scans"
    ),
    "-o 应为目录，文件名由程序按原文件起。": "-o names a folder; the files in it are named after the documents.",
    "--originals 只用于本机运行。": "--originals is for runs on this machine only.",
    "报告放不下的 {count} 页图像在：{path}（请与报告放在一起）": (
        "{count} pages that the report has no room for: {path} (keep it beside the report)"
    ),
    "删除不再属于任何文件的旧结果和旧报告": "delete results and reports that belong to no document any more",
    "运行方式：local spark": "engine: local spark",
    "Spark 集群地址，如 spark://主机:7077": "address of a Spark cluster, such as spark://host:7077",
    "--engine 可选 local、spark；--master 只用于 spark。": "--engine is local or spark; --master is for spark only.",
    "这样的地址只能由集群读取，请加上 --engine spark。": "only a cluster reads such an address: add --engine spark.",
    '查询语句，如 "SELECT * FROM documents"': 'statement, such as "SELECT * FROM documents"',
    "结果格式：text csv json parquet": "format of the answer: text csv json parquet",
    "--workers 不能是负数。": "--workers cannot be negative.",
    "共 {documents} 份文件：错误 {error}，警告 {warning}，提示 {info}；跨文件 {across}；未完整读取 {unread}。": (
        "{documents} documents: {error} errors, {warning} warnings, {info} notes; {across} across documents; "
        "{unread} not read completely."
    ),
    "程序自身信息的语言：zh en": "language of the tool's own messages: zh en",
    "显示版本": "show the version",
    "文件或文件夹；- 为标准输入": "file or folder; - is standard input",
    "报告格式，可多次给出：text html json xlsx sarif junit markdown github": (
        "report format, repeatable: text html json xlsx sarif junit markdown github"
    ),
    "写到此目录或文件": "write to this folder or file",
    "在 core 之上再加一个规则包（名称或目录），可多次给出": "a rule pack (name or folder) over core, repeatable",
    "配置文件，默认为当前目录的 auditor.toml": "configuration file, by default auditor.toml here",
    "程序内部出错时显示完整的出错位置": "show the traceback of an internal error",
    "达到此级别即拦截：error warning info": "block from this severity on: error warning info",
    "豁免清单（YAML 或 JSON）": "waiver file (YAML or JSON)",
    "豁免清单或处理意见（YAML、JSON 或审核意见表 xlsx），可多次给出": (
        "waivers or decisions (YAML, JSON or the xlsx list), repeatable"
    ),
    "改前和改后的文件、文件夹或 JSON 报告": "the old and the new file, folder or JSON report",
    "输出格式，可多次给出：text html json": "output format, repeatable: text html json",
    "处理意见文件（JSON、YAML 或审核意见表 xlsx）": "decision file (JSON, YAML or the xlsx list)",
    "合并后写到此文件": "write the merged decisions to this file",
    "写到此目录，默认为当前目录": "write to this folder, by default here",
    "另存一份改好的 xlsx，只改确定无疑的文字，并列出改动": (
        "also write a corrected xlsx: only certain repairs, every change listed"
    ),
    "整改通知的 Word 模板": "Word template of the notice",
    "基线文件：其中的旧问题不计入判断": "a baseline: the old findings in it do not count",
    "把现有须拦截的问题写成基线；与 --baseline 同用时只去掉已消失的": (
        "write what blocks today as a baseline; with --baseline only take out what is gone"
    ),
    "只读出一部分的文件按已读部分判断": "judge a partly read document by what was read",
    "表格格式：csv json xlsx parquet，默认 csv": "table format: csv json xlsx parquet, by default csv",
    "写到此文件，- 为标准输出": "write to this file, - is standard output",
    "文本文件，每行一段；- 为标准输入": "text file, one text a line; - is standard input",
    "自己的词表（UTF-8，一行一词）：其中的词一律不改": "your own words (UTF-8, one a line), which are never corrected",
    "输出格式：text jsonl": "output format: text jsonl",
    "输出格式：text json": "output format: text json",
    "规则名或编号，如 unit.amount-in-percent": "rule name or code, such as unit.amount-in-percent",
    "规则包名称或目录，默认全部": "name or folder of a pack, by default all",
    "写到此文件，默认 NAME.yaml": "write to this file, by default NAME.yaml",
    "审核一份预算，问题列在屏幕上": "audit a budget, findings on the terminal",
    "写成网页报告": "as a report in HTML",
    "能否公开：0 通过，1 拦截，2 无法判断": "may it be published: 0 passed, 1 blocked, 2 could not judge",
    "审核整个文件夹": "audit a whole folder",
    "全部命令": "all commands",
    # messages
    "文件夹里没有可以读取的文件。": "no readable file in this folder.",
    "不认识的格式“{name}”，可选：{known}。": "unknown format “{name}”; known: {known}.",
    "--fail-on 的值“{value}”无效，可选：{known}。": "bad value “{value}” for --fail-on; known: {known}.",
    "--lang 的值“{value}”无效，可选：zh、en。": "bad value “{value}” for --lang; known: zh, en.",
    "输出会覆盖输入文件，请换一个文件名。": "the output would overwrite an input; choose another name.",
    "几种格式不能同时写到标准输出，请用 -o 给出目录。": (
        "several formats cannot share standard output; give a folder with -o."
    ),
    "几种格式不能写进同一个文件，请用 -o 给出目录。": "several formats cannot share one file; give a folder with -o.",
    "已写出（覆盖了原有的同名文件）：{path}": "written (over another file of this name): {path}",
    "输出会覆盖数据库，请换一个文件名。": "the output would overwrite a database; choose another name.",
    "结果目录里原有“{name}”的汇总，将被这一批的汇总取代。": "the summary of “{name}” in this folder is replaced.",
    "已写出：{path}": "written: {path}",
    "无法写入文件（{reason}），请检查路径和权限。": "cannot write the file ({reason}).",
    "{source}：未能读取：{reasons}。": "{source}: could not be read: {reasons}.",
    "{source}：版式 {layout}，没有采用的列：{columns}。": "{source}: layout {layout}, columns not taken: {columns}.",
    "按表头和内容": "by heads and content",
    "{source}：没有找到绩效指标表（预算12表、13表）。": "{source}: no indicator table (12 or 13) found.",
    "  …… 其余 {rest} 处见报告": "  … {rest} more in the report",
    "  …… 另有 {rest} 处；加 -o report.html 写出全部意见": "  … {rest} more; -o report.html writes all findings",
    "注意：{note}": "note: {note}",
    "共 {count} 条处理意见，{conflicts} 处不一致，{replaced} 条被同一人后来的意见取代。": (
        "{count} decisions, {conflicts} conflicts, {replaced} replaced by a later one of the same reviewer."
    ),
    "{source}：没有需要整改的意见。": "{source}: nothing to rectify.",
    "  批注 {count} 处。": "  {count} notes.",
    "  没有意见，副本里没有批注。": "  no findings: the copy has no notes.",
    "  改动 {count} 处，见“更正清单”。": "  {count} changes, listed in the sheet “更正清单”.",
    "正在校对 {count} 行……": "proofreading {count} lines ...",
    "没有发现错别字。": "no wrong characters found.",
    "文件是空的，没有可读的内容。": "the file is empty, there is nothing to read.",
    "已把 {count} 处现有问题记入基线 {file}；它们还没有整改，以后的判断不再拦截。": (
        "{count} findings of today are kept in the baseline {file}; they are not repaired, but no longer block."
    ),
    "文本不是 UTF-8 编码，请另存为 UTF-8 后再试。": "the text is not UTF-8.",
    "这是文档，不是纯文本；校对和审核预算文件请用 auditor audit {file}。": (
        "this is a document, no plain text; to check a budget document, run auditor audit {file}."
    ),
    "文件打不开（{reason}）。": "the file cannot be opened ({reason}).",
    "第 {place} 行：{text}": "line {place}: {text}",
    "  改后：{text}": "  corrected: {text}",
    "（停用）": " (off)",
    "共 {count} 条规则，规则包：{packs}。": "{count} rules; packs: {packs}.",
    "{layouts} 种版式、{examples} 个样例，{failed} 种版式不符。": (
        "{layouts} layouts, {examples} examples, {failed} layouts failed."
    ),
    "{rules} 条规则、{examples} 个样例，{failed} 条规则不符。": (
        "{rules} rules, {examples} examples, {failed} rules failed."
    ),
    "文件已存在，请换一个文件名。": "the file exists; choose another name.",
    "没有名为“{name}”的规则{near}。": "no rule is called “{name}”{near}.",
    "安装不完整，缺少 {name}，请运行 {command}": "the installation is incomplete, {name} is missing: run {command}",
    "已中断。": "interrupted.",
    "程序内部错误（{kind}），请带上 --debug 再运行一次并报告开发者。": (
        "internal error ({kind}); run again with --debug and report it."
    ),
    "命令行有误：{said}用法见 {path} --help。": "wrong command line: {said} See {path} --help.",
    "，是否想写 {near}": ", did you mean {near}",
    "没有选项 {name}{hint}。": "no option {name}{hint}.",
    "缺少 {name}。": "{name} is missing.",
    "没有命令 {name}{hint}。": "no command {name}{hint}.",
    "没有写命令，是否想写 auditor audit {name}。": "no command given, did you mean auditor audit {name}.",
    "路径不存在": "no such path",
    "磁盘已满": "the disk is full",
    "磁盘配额已用完": "the disk quota is used up",
    "所在磁盘只读": "the disk is read-only",
    "这是一个文件夹": "this is a folder",
    "路径中有一段不是文件夹": "a part of the path is no folder",
    "文件名太长": "the name is too long",
    "磁盘读写出错": "the disk fails",
    "文件夹不是空的": "the folder is not empty",
    "链接循环": "the links lead in a circle",
    "打开的文件太多": "too many open files",
    "{name} 的值无效，应为{wanted}。": "the value of {name} is wrong: give {wanted}.",
    "{name} 要给出 {count} 个值。": "{name} takes {count} values.",
    "多余的内容：{extra}。": "nothing more is wanted: {extra}.",
    "整数": "an integer",
    "数": "a number",
    "不小于 {} 的数": "a number of at least {}",
    "不大于 {} 的数": "a number of at most {}",
    "{name} 的值无效。": "the value of {name} is wrong.",
    "已有的文件不是这种格式的查询结果，没有覆盖；请换一个文件名。": (
        "the file that is there is no answer in this format and was not overwritten; choose another name."
    ),
    "没有权限，或文件可能正在 Excel/WPS 中打开": "no permission, or the file may be open in Excel or WPS",
    "选项 {name} 缺少值。": "option {name} lacks its value.",
}


def choose(arguments: Sequence[str]) -> None:
    """Take the language from the arguments: it must be known before the help pages are written."""
    language = "zh"
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            language = arguments[place + 1]
        elif argument.startswith("--lang="):
            language = argument.removeprefix("--lang=")
    _CHOSEN["language"] = language


def english() -> bool:
    """Return whether the tool speaks English."""
    return _CHOSEN["language"] == "en"


def tr(text: str) -> str:
    """Return ``text``, which is Chinese, in the chosen language; a text without translation stays."""
    return ENGLISH.get(text, text) if english() else text
