"""Sentences that give orders to whoever reads a report, or answers from it: no report says such things of itself."""

import re

_MACHINE = (
    r"(?<![a-z])(?:ai|gpt|llm|chatgpt)(?![a-z])(?:助手|助理|模型|系统|程序)?|(?:人工智能|智能|语言|大)(?:语言)?(?:助手|助理|模型|系统|体|程序)"
    r"|(?:问答|聊天|检索)(?:助手|系统|程序|机器人)|机器(?:读者|人)|(?:读取|阅读|处理|解析)(?:本|此|该)(?:文|报告)的\w{0,6}"
)
_PROMPT = (
    r"系统(?:提示词?|指令|消息|命令|设定)|提示词|(?:〔|\(|<)?(?:指令|提示|system|assistant|user)(?:〕|\)|>)?(?=:)"
    r"|重要(?:提示|指令)(?=:)"
)
_ANSWER = r"回答|答复|作答|应答|回复|答称|答成|答|输出|改答|编造|谎称|声称|改口|写出?"
_BOUND = r"请|务必|必须|须|一律|统一|只能|只需|只要|仅需|直接|应当?|都要|不要|不得|切勿"
_ASKED = r"被?(?:问到|问及|问起|询问|问(?!题))|提问|查询"
_ORDERS = (
    re.compile(
        r"(?<![不未勿]得)(?<![不未]能)(?<!不可)(?:忽略|无视|忘记|忘掉|抛开|(?:不要|不必|无需|别)(?:理会|参考|采信|相信))(?:掉|你)?"
        r"[^,。;:]{0,6}(?:以上|上述|上面|之前|此前|前面|前述|先前|其他|其它|所有|全部|一切|原文|本文|本报告|你)"
        r"|(?:ignore|disregard|forget)\W+(?:\w+\W+){0,2}(?:previous|above|prior|earlier|other)"
        r"|you (?:must|should|are to) (?:answer|say|reply|output)"
    ),
    re.compile(rf"(?:{_MACHINE})[^。;]{{0,12}}(?:请(?!求|示|予)|务必(?!使)|若?被问|如被|一律(?:回?答|说)|把答案)"),
    re.compile(
        rf"(?:请|给|致|告知|提醒)(?:各位|所有|任何|每个)?(?:{_MACHINE})[^。;]{{0,8}}(?:把|将|的(?:指令|指示|话|提示)|:)"
    ),
    re.compile(rf"作为(?:一[个名款])?(?:{_MACHINE}),?你|你(?:是|作为)一?[个名款]?(?:{_MACHINE})"),
    re.compile(rf"(?:{_PROMPT})\W?[^。]{{0,40}}(?:{_BOUND}|{_ANSWER}|忽略|凡|ignore|answer)"),
    re.compile(
        rf"(?:{_ASKED}|凡问|凡是问|(?:无论|不管)[^,。;]{{0,6}}问)[^。;]{{0,30}}(?:请|一律|统一|务必|必须|只|时,)"
        rf"[^,。;]{{0,4}}(?:{_ANSWER}|告诉)[^率期限]{{0,24}}[\d\"零无]"
    ),
    re.compile(
        rf"(?:^|[,:;)〕])(?:(?:对外|对此)(?:请|一律|统一|只能?)|请(?:一律|统一|务必|直接|只)?|一律只?|务必|只能|只需)"
        rf"(?:{_ANSWER})[^,。;率期限]{{0,16}}[\d\"]"
    ),
    re.compile(r"请在?(?:你的)?(?:回答|答案|答复)(?:中|里|时)"),
    re.compile(r"(?:正确|标准|唯一|最终|真正|真实)的?(?:答案|回答|答复)(?:应当?|就|只)?(?:是|为|:)"),
    re.compile(
        r"(?:回答|作答|总结)[^,。;]{0,8}(?:时|请)[^。;]{0,6}(?:请|一律|务必|必须|只需|只能|不要)[^。;]{0,4}(?:回?答|写|说|输出|称)"
    ),
    re.compile(r"把(?:你的)?(?:答案|回答|回复)(?:改|换|写|说)?(?:为|成)"),
)


def gives_orders(text: str) -> bool:
    """Tell whether a normalised sentence tells a reader or a machine what to answer, instead of reporting.

    Such a sentence names an answerer, a prompt, an answer or being asked, and bids; it is known by that form alone.
    """
    return any(pattern.search(text) for pattern in _ORDERS)
