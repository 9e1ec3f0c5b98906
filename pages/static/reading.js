// Beside the article: how it is set, which paragraph is in view, and notes on what is selected.
// Text is only ever read here; what is written goes through textContent.
const SIZES = ["0.95", "1", "1.12", "1.28", "1.5"]
const FACES = { 宋体: "var(--sx-serif)", 黑体: "inherit" }
const COLOURS = [["yellow", "黄"], ["green", "绿"], ["blue", "蓝"], ["red", "红"]]
const IDLE = 350

const remembered = (name, otherwise) => {
  try {
    return localStorage.getItem(`sixue-${name}`) ?? otherwise
  } catch {
    return otherwise
  }
}
const remember = (name, value) => {
  try {
    localStorage.setItem(`sixue-${name}`, value)
  } catch {
    // A browser that keeps nothing still reads well.
  }
}
const make = (tag, name, text) => {
  const element = document.createElement(tag)
  element.className = name
  if (text !== undefined) element.textContent = text
  return element
}
const length = (text) => Array.from(text).length

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const memory = (parentElement.sixue ??= { paragraph: -1, reported: -1, target: "", away: false })
  memory.stop?.abort()
  const stop = (memory.stop = new AbortController())
  const listen = (on, name, act, more = {}) =>
    on.addEventListener(name, act, { signal: stop.signal, ...more })
  // Colours and the dark ground are those of the app, not of the whole document.
  const stage = document.querySelector(".stApp") ?? document.body
  const article = () => document.querySelector(".sx-article")
  const paragraphs = () => Array.from(article()?.querySelectorAll("[data-p]") ?? [])

  // How the text is set: in this browser alone, and at once.
  const bar = make("div", "bar")
  let size = Math.max(0, SIZES.indexOf(remembered("size", "1")))
  let face = remembered("face", "宋体")
  const set = () => {
    const root = document.documentElement.style
    root.setProperty("--sx-reading-size", SIZES[size])
    root.setProperty("--sx-reading-face", FACES[face] ?? FACES["宋体"])
    remember("size", SIZES[size])
    remember("face", face)
    faces.textContent = face === "宋体" ? "黑体" : "宋体"
  }
  const button = (label, title, act) => {
    const one = make("button", "", label)
    one.type = "button"
    one.title = title
    one.onclick = act
    bar.append(one)
    return one
  }
  button("字小", "字号小一点", () => ((size = Math.max(0, size - 1)), set()))
  button("字大", "字号大一点", () => ((size = Math.min(SIZES.length - 1, size + 1)), set()))
  const faces = button("黑体", "换一种字体", () => ((face = face === "宋体" ? "黑体" : "宋体"), set()))
  button("打印", "只打印文章", () => window.print())
  parentElement.querySelector(".bar")?.remove()
  parentElement.append(bar)
  set()

  // Which paragraph is in view.
  const show = (number) => {
    for (const one of paragraphs()) one.classList.toggle("sx-current", Number(one.dataset.p) === number)
    memory.paragraph = number
    // Asked for only while it is shown: each report makes the server draw again.
    if (!data.follow || memory.reported === number) return
    memory.reported = number
    setStateValue("paragraph", number)
  }
  let waiting = 0
  const look = () => {
    if (memory.away) return
    const line = window.innerHeight * 0.33
    const all = paragraphs()
    const seen = all.find((one) => one.getBoundingClientRect().bottom > line) ?? all.at(-1)
    if (seen) show(Number(seen.dataset.p))
  }
  listen(document, "scroll", () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, IDLE)
  }, { capture: true, passive: true })
  if (data.follow) waiting = setTimeout(look, IDLE)

  // On a narrow screen the rail lies below the text: a way there, and back to where one was.
  document.getElementById("sixue-way")?.remove()
  const way = make("button", "sx-way", memory.away ? "回到正文" : "旁栏")
  way.id = "sixue-way"
  way.type = "button"
  way.onclick = () => {
    memory.away = !memory.away
    way.textContent = memory.away ? "回到正文" : "旁栏"
    const back = paragraphs().find((one) => Number(one.dataset.p) === memory.paragraph)
    const goal = memory.away ? document.querySelector(".st-key-read-right") : back ?? article()
    goal?.scrollIntoView({ block: memory.away ? "start" : "center" })
  }
  stage.append(way)

  listen(document, "click", (event) => {
    const one = event.target.closest?.(".sx-article [data-p]")
    if (one && getSelection().isCollapsed) show(Number(one.dataset.p))
  })

  // Where a link has asked to go.
  let going = 0
  const target = data.target && `${data.article}:${data.target.paragraph}-${data.target.start}`
  if (target && memory.target !== target) {
    memory.target = target
    going = setTimeout(() => {
      const { paragraph, start } = data.target
      const place =
        document.getElementById(`claim-${paragraph}-${start}`) ??
        paragraphs().find((one) => Number(one.dataset.p) === paragraph)
      place?.scrollIntoView({ block: "center" })
      place?.closest("[data-p]")?.classList.add("sx-found-here")
      show(paragraph)
    }, 250)
  } else if (memory.paragraph >= 0) {
    const number = memory.paragraph
    for (const one of paragraphs()) one.classList.toggle("sx-current", Number(one.dataset.p) === number)
  }

  // Notes on what is selected.
  document.getElementById("sixue-note")?.remove()
  const menu = make("div", "sx-note-menu")
  menu.id = "sixue-note"
  menu.setAttribute("role", "toolbar")
  menu.setAttribute("aria-label", "给选中的文字做标记")
  menu.hidden = true
  stage.append(menu)
  let chosen = null
  const send = (more) => {
    if (!chosen) return
    setTriggerValue("note", { ...chosen, ...more })
    menu.hidden = true
    getSelection().removeAllRanges()
  }
  for (const [colour, label] of COLOURS) {
    const one = make("button", `sx-note-${colour}`, label)
    one.title = `标成${label}色`
    one.onclick = () => send({ colour, write: false })
    menu.append(one)
  }
  const write = make("button", "sx-note-write", "写笔记")
  write.onclick = () => send({ colour: "yellow", write: true })
  menu.append(write)
  // A press must not take the selection away before the click comes.
  for (const name of ["mousedown", "pointerdown"]) menu.addEventListener(name, (e) => e.preventDefault())

  const offset = (root, node, at) => {
    const range = document.createRange()
    range.setStart(root, 0)
    range.setEnd(node, at)
    return length(range.toString())
  }
  const selected = () => {
    const selection = getSelection()
    if (!selection.rangeCount || selection.isCollapsed) return null
    const range = selection.getRangeAt(0)
    const from = range.startContainer
    const root = (from.nodeType === 1 ? from : from.parentElement)?.closest(".sx-article [data-p]")
    if (!root) return null
    const start = offset(root, from, range.startOffset)
    const inside = root.contains(range.endContainer)
    const end = inside ? offset(root, range.endContainer, range.endOffset) : length(root.textContent)
    return end > start ? { paragraph: Number(root.dataset.p), start, end, box: range } : null
  }
  const offer = () => {
    const found = data.mark ? selected() : null
    if (!found) {
      menu.hidden = true
      return
    }
    const { box, ...place } = found
    chosen = place
    const rect = box.getBoundingClientRect()
    menu.hidden = false
    const left = rect.left + rect.width / 2 - menu.offsetWidth / 2
    menu.style.left = `${Math.min(Math.max(8, left), window.innerWidth - menu.offsetWidth - 8)}px`
    const above = rect.top - menu.offsetHeight - 8
    menu.style.top = `${above > 60 ? above : rect.bottom + 10}px`
  }
  let settling = 0
  listen(document, "selectionchange", () => {
    clearTimeout(settling)
    settling = setTimeout(offer, 180)
  })
  listen(document, "keydown", (event) => {
    if (event.key === "Escape") menu.hidden = true
  })
  // What was selected before this came is offered too.
  offer()
  return () => {
    stop.abort()
    // Nothing may be reported from a page that was left.
    for (const timer of [waiting, going, settling]) clearTimeout(timer)
    menu.remove()
    way.remove()
  }
}
