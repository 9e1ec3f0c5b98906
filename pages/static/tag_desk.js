// Suggested tags beside a text, worked by keys: each press is told to the server once, in order.
// The sentences that speak for a tag are marked without touching the text. Text goes through
// textContent.
const make = (tag, name, text) => {
  const element = document.createElement(tag)
  element.className = name
  if (text !== undefined) element.textContent = text
  return element
}
const MARKS = "sixue-evidence"
const IMPATIENT = 4000

const typing = (event) => {
  if (event.isComposing || event.keyCode === 229) return true
  const on = event.composedPath()[0]
  return on instanceof Element && on.closest("input, textarea, select, [contenteditable=true]") !== null
}
const asideFromKeys = () => document.querySelector("[role=dialog]") !== null

// The first field below an element, also in components, which live in shadows of their own.
const field = (root) => {
  for (const one of root?.querySelectorAll("*") ?? []) {
    const found = one.matches("input") ? one : one.shadowRoot && field(one.shadowRoot)
    if (found) return found
  }
  return null
}

export default function ({ data, parentElement, setTriggerValue }) {
  const memory = (parentElement.sixue ??= { sent: data.seen, waiting: [], busy: 0, open: "", article: "" })
  memory.stop?.abort()
  const stop = (memory.stop = new AbortController())
  if (memory.article !== data.article) {
    memory.article = data.article
    memory.open = ""
  }

  // One action at a time: the next one goes when the server has answered the last.
  const send = () => {
    if (!memory.waiting.length || (memory.busy && Date.now() - memory.busy < IMPATIENT)) return
    memory.busy = Date.now()
    memory.sent += 1
    setTriggerValue("act", { seq: memory.sent, ...memory.waiting.shift() })
  }
  const act = (action, more = {}) => {
    memory.waiting.push({ action, article: data.article, ...more })
    send()
  }
  if (data.seen >= memory.sent) {
    memory.busy = 0
    memory.sent = data.seen
    send()
  }

  // Where sentences stand, as ranges of the text that is shown; offsets count characters.
  const place = (paragraph, start, end) => {
    const root = paragraph === null
      ? document.querySelector(".sx-article .sx-title")
      : document.querySelector(`.sx-article [data-p="${paragraph}"]`)
    if (!root) return null
    const range = document.createRange()
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    let seen = 0
    let begun = false
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const signs = Array.from(node.data)
      const at = (n) => signs.slice(0, n - seen).join("").length
      if (!begun && start < seen + signs.length) {
        range.setStart(node, at(start))
        begun = true
      }
      if (begun && end <= seen + signs.length) {
        range.setEnd(node, at(end))
        return range
      }
      seen += signs.length
    }
    return null
  }
  const mark = (one, scroll) => {
    if (typeof CSS === "undefined" || !CSS.highlights) return
    CSS.highlights.delete(MARKS)
    if (!one) return
    const ranges = [...one.sentences, ...one.names].map((s) => place(s.paragraph, s.start, s.end)).filter(Boolean)
    if (!ranges.length) return
    CSS.highlights.set(MARKS, new Highlight(...ranges))
    if (!scroll) return
    const box = ranges[0].getBoundingClientRect()
    if (box.top < 80 || box.bottom > window.innerHeight - 40) {
      ranges[0].startContainer.parentElement.scrollIntoView({ block: "center" })
    }
  }

  const root = make("div", "desk")
  const list = make("ol", "list")
  const draw = () => {
    list.replaceChildren(...data.suggestions.map(row))
    mark(data.suggestions.find((s) => s.name === memory.open), false)
  }
  const choose = (one) => {
    memory.open = memory.open === one.name ? "" : one.name
    draw()
    mark(memory.open ? one : null, true)
  }
  const small = (label, title, press, name = "") => {
    const one = make("button", `small ${name}`, label)
    one.type = "button"
    one.title = title
    one.setAttribute("aria-label", title)
    one.onclick = (event) => {
      event.stopPropagation()
      press()
    }
    return one
  }
  const words = (label, items) => {
    const line = make("p", "reason")
    line.append(make("b", "", label))
    for (const item of items) line.append(make("span", "", item))
    return line
  }
  const row = (one, number) => {
    const line = make("li", `row${one.suggested ? "" : " nearly"}${memory.open === one.name ? " open" : ""}`)
    line.append(make("kbd", "", data.keys && number < 9 ? String(number + 1) : ""))
    const name = make("button", "name", one.name)
    name.type = "button"
    name.title = "看理由"
    name.setAttribute("aria-expanded", String(memory.open === one.name))
    name.onclick = () => choose(one)
    const meter = make("span", "meter")
    meter.title = `把握 ${one.score.toFixed(2)}，达到 ${one.threshold.toFixed(2)} 才建议`
    const bar = make("i", "")
    bar.style.width = `${Math.round(one.score * 100)}%`
    const limit = make("u", "")
    limit.style.left = `${Math.round(one.threshold * 100)}%`
    meter.append(bar, limit)
    line.append(
      name,
      meter,
      make("span", "score", one.score.toFixed(2)),
      small("✓", `加上“${one.name}”`, () => act("accept", { name: one.name }), "yes"),
      small("✗", `不要“${one.name}”`, () => act("refuse", { name: one.name }), "no"),
    )
    const why = make("div", "why")
    if (memory.open === one.name) {
      if (one.names.length) why.append(words("文中有名称", [...new Set(one.names.map((n) => n.form))]))
      if (one.words.length) why.append(words("依据的词", one.words))
      for (const sentence of one.sentences) why.append(make("p", "sentence", sentence.text))
      if (one.similar.length) {
        const titles = one.similar.map((s) => `《${s.title}》${Math.round(s.similarity * 100)}%`)
        why.append(words("相近的已标文章", titles))
      }
      if (!why.childNodes.length) why.append(make("p", "reason", "没有特别的词，只是这个标签本来就常见。"))
    } else if (one.hint) why.append(make("p", "reason", one.hint))
    line.append(why)
    return line
  }

  if (data.worn.length || data.refused.length) {
    const worn = make("p", "worn")
    for (const name of data.worn) {
      const chip = make("span", "chip", name)
      chip.append(small("×", `取下“${name}”`, () => act("take_off", { name })))
      worn.append(chip)
    }
    for (const name of data.refused) {
      const chip = make("span", "chip refused", name)
      chip.title = "已经说过不要这个标签"
      chip.append(small("↺", `“${name}”可以再建议`, () => act("unrefuse", { name })))
      worn.append(chip)
    }
    root.append(worn)
  }
  if (!data.suggestions.length) root.append(make("p", "none", data.empty))
  root.append(list)
  draw()

  const KEYS = [
    ["1–9", "加上建议的标签"],
    ["Shift+1–9", "不要这个标签"],
    ["E", "看第一条建议的理由，再按看下一条"],
    ...(data.search ? [["/", "从词表里找标签"]] : []),
    ...(data.moves ? [["N", "下一篇"], ["P", "上一篇"], ["Z", "撤销刚才的一步"]] : []),
    ["?", "显示或收起这张表"],
  ]
  const help = make("dl", "help")
  help.hidden = !memory.help
  for (const [key, told] of KEYS) help.append(make("dt", "", key), make("dd", "", told))
  const foot = make("div", "foot")
  const button = (label, key, press) => {
    const one = make("button", "step", label)
    one.type = "button"
    one.append(make("kbd", "", key))
    one.onclick = press
    foot.append(one)
  }
  const showHelp = () => {
    memory.help = !memory.help
    help.hidden = !memory.help
  }
  if (data.moves) {
    button("下一篇", "N", () => act("next"))
    button("上一篇", "P", () => act("previous"))
    button("撤销", "Z", () => act("undo"))
  }
  if (data.keys) {
    button("按键", "?", showHelp)
    root.append(foot, help)
  }
  parentElement.querySelector(".desk")?.remove()
  parentElement.append(root)

  if (data.keys) document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event) || asideFromKeys()) return
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)
    if (digit) {
      const one = data.suggestions[Number(digit[1]) - 1]
      if (!one || event.repeat) return
      event.preventDefault()
      act(event.shiftKey ? "refuse" : "accept", { name: one.name })
      return
    }
    const key = event.key.toLowerCase()
    const moves = { n: "next", p: "previous", z: "undo" }
    if (data.moves && key in moves) act(moves[key])
    else if (key === "/" && data.search) field(document.querySelector(data.search))?.focus()
    else if (key === "?") showHelp()
    else if (key === "e" && data.suggestions.length) {
      const at = data.suggestions.findIndex((s) => s.name === memory.open)
      memory.open = ""
      choose(data.suggestions[(at + 1) % data.suggestions.length])
    } else return
    event.preventDefault()
  }, { signal: stop.signal })

  return () => {
    stop.abort()
    if (typeof CSS !== "undefined" && CSS.highlights) CSS.highlights.delete(MARKS)
  }
}
