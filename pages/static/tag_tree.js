// The vocabulary as a tree that can be folded, filtered and walked with the keys. Only what is
// unfolded has rows, so that thousands of tags cost nothing. Text only enters through textContent.
const make = (tag, name, text) => {
  const element = document.createElement(tag)
  element.className = name
  if (text !== undefined) element.textContent = text
  return element
}
const MOST_FOUND = 200

export default function ({ data, parentElement, setTriggerValue }) {
  const memory = (parentElement.sixue ??= build(parentElement))
  memory.choose = (id) => setTriggerValue("chosen", id)
  if (memory.version !== data.version) {
    memory.version = data.version
    memory.take(data.tags)
  }
  if (memory.given !== data.chosen) {
    memory.given = memory.chosen = data.chosen
    memory.reveal(data.chosen)
  }
  memory.draw()
}

const build = (parent) => {
  const memory = { version: null, given: null, chosen: null, open: new Set(), tags: [], below: new Map(), byId: new Map() }
  const box = make("input", "filter")
  Object.assign(box, { type: "search", placeholder: "汉字、拼音或首字母", autocomplete: "off" })
  box.setAttribute("aria-label", "在词表里找标签")
  const tree = make("div", "tree")
  tree.setAttribute("role", "tree")
  tree.setAttribute("aria-label", "词表")
  parent.append(box, tree)

  memory.take = (tags) => {
    memory.tags = tags
    memory.byId = new Map(tags.map((one) => [one.id, one]))
    memory.below = new Map()
    for (const one of tags) {
      if (!memory.below.has(one.parent)) memory.below.set(one.parent, [])
      memory.below.get(one.parent).push(one)
    }
    const sound = (one) => one.forms[0][2]
    for (const some of memory.below.values()) some.sort((a, b) => (sound(a) < sound(b) ? -1 : 1))
  }
  memory.reveal = (id) => {
    for (let one = memory.byId.get(id); one && one.parent; one = memory.byId.get(one.parent)) memory.open.add(one.parent)
  }
  const shown = () => {
    const rows = []
    if (box.value.trim()) {
      for (const { one, form } of findTags(memory.tags, box.value, MOST_FOUND))
        rows.push({ one, level: 0, path: one.path.slice(0, -one.name.length), hint: form[0] === one.name ? "" : form[0] })
      return rows
    }
    const walk = (id, level) => {
      for (const one of memory.below.get(id) ?? []) {
        rows.push({ one, level, path: "", hint: "" })
        if (memory.open.has(one.id)) walk(one.id, level + 1)
      }
    }
    walk(0, 0)
    return rows
  }
  const fold = (id, open) => {
    if (open) memory.open.add(id)
    else memory.open.delete(id)
    memory.draw()
  }
  const pick = (id) => {
    memory.chosen = id
    memory.draw()
    memory.choose(id)
  }
  memory.draw = () => {
    const at = tree.scrollTop
    const focused = tree.contains(parent.getRootNode().activeElement)
    const rows = shown()
    const current = rows.some(({ one }) => one.id === memory.chosen) ? memory.chosen : rows[0]?.one.id
    tree.replaceChildren(
      ...rows.map(({ one, level, path, hint }) => {
        const row = make("div", one.id === memory.chosen ? "row chosen" : "row")
        const parental = !box.value.trim() && memory.below.has(one.id)
        row.style.paddingLeft = `${level * 1.1 + 0.2}rem`
        row.dataset.id = one.id
        row.tabIndex = one.id === current ? 0 : -1
        row.setAttribute("role", "treeitem")
        row.setAttribute("aria-level", level + 1)
        row.setAttribute("aria-selected", String(one.id === memory.chosen))
        const fork = make("span", "fork", parental ? (memory.open.has(one.id) ? "▾" : "▸") : "")
        if (parental) {
          row.setAttribute("aria-expanded", String(memory.open.has(one.id)))
          fork.onclick = (event) => {
            event.stopPropagation()
            fold(one.id, !memory.open.has(one.id))
          }
        }
        const dot = make("i", "dot")
        if (one.colour) dot.style.background = one.colour
        const name = make("span", "name")
        name.append(make("span", "above", path), one.name)
        if (hint) name.append(make("span", "above", `（${hint}）`))
        row.append(fork, dot, name, make("span", "uses", one.total.toLocaleString("en")))
        row.onclick = () => pick(one.id)
        return row
      }),
    )
    if (!rows.length) tree.append(make("p", "none", box.value.trim() ? "没有这样的标签。" : "词表还是空的。"))
    tree.scrollTop = at
    const row = tree.querySelector('[tabindex="0"]')
    if (focused) row?.focus({ preventScroll: true })
    if (row && memory.revealed !== memory.given) {
      memory.revealed = memory.given
      tree.scrollTop = Math.max(0, row.offsetTop - tree.offsetTop - tree.clientHeight / 2)
    }
  }
  box.oninput = () => memory.draw()
  box.onkeydown = (event) => {
    if (event.isComposing || event.keyCode === 229) return
    event.stopPropagation()
    const first = tree.querySelector(".row")
    if (event.key === "ArrowDown") first?.focus()
    else if (event.key === "Enter" && box.value.trim()) first?.click()
    else if (event.key === "Escape" && box.value) {
      box.value = ""
      memory.draw()
    } else return
    event.preventDefault()
  }
  tree.onkeydown = (event) => {
    const row = event.target.closest(".row")
    if (!row) return
    const id = Number(row.dataset.id)
    const go = (other) => {
      if (!other) return
      row.tabIndex = -1
      other.tabIndex = 0
      other.focus()
    }
    if (event.key === "ArrowDown") go(row.nextElementSibling)
    else if (event.key === "ArrowUp") row.previousElementSibling ? go(row.previousElementSibling) : box.focus()
    else if (event.key === "ArrowRight") memory.below.has(id) && fold(id, true)
    else if (event.key === "ArrowLeft") {
      if (memory.open.has(id)) fold(id, false)
      else go(tree.querySelector(`[data-id="${memory.byId.get(id)?.parent}"]`))
    } else if (event.key === "Enter" || event.key === " ") pick(id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return memory
}
