// A field for tags: those worn, and one to type more into. Text only enters through textContent.
const MOST = 30
// What lies below moves up as the list closes: not before the pointer that is pressed there is up.
let pressed = false
addEventListener("pointerdown", () => (pressed = true), true)
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (pressed = false), true)
const make = (tag, name, text) => {
  const element = document.createElement(tag)
  element.className = name
  if (text !== undefined) element.textContent = text
  return element
}

export default function ({ data, parentElement, setTriggerValue }) {
  const memory = (parentElement.sixue ??= build(parentElement))
  memory.data = data
  memory.send = (steps) => setTriggerValue("steps", steps)
  memory.pending = memory.pending.filter((step) => step.number > data.seen)
  memory.draw()
}

const build = (parent) => {
  const memory = { pending: [], data: null, found: [], at: 0, send: null, open: false }
  const field = make("div", "field")
  const input = make("input", "typed")
  const list = make("div", "list")
  const id = `list-${Math.random().toString(36).slice(2)}`
  Object.assign(input, { type: "text", autocomplete: "off", spellcheck: false, enterKeyHint: "done" })
  input.setAttribute("role", "combobox")
  input.setAttribute("aria-autocomplete", "list")
  input.setAttribute("aria-expanded", "false")
  input.setAttribute("aria-controls", id)
  list.id = id
  list.setAttribute("role", "listbox")
  list.hidden = true
  field.append(input)
  parent.append(field, list)

  const worn = () => {
    const names = [...memory.data.worn]
    for (const { action, name } of memory.pending) {
      const there = names.indexOf(name)
      if (action === "add" && memory.data.single) names.length = 0
      if (action === "add" && there < 0) names.push(name)
      if (action === "remove" && there >= 0) names.splice(there, 1)
    }
    return names
  }
  // All that was not answered yet goes along: a run of the page may take the place of another.
  const step = (action, name) => {
    const last = memory.pending.at(-1)?.number ?? 0
    memory.pending.push({ number: Math.max(Date.now(), last + 1, memory.data.seen + 1), action, name })
    memory.send(memory.pending.map((one) => ({ ...one })))
    memory.draw()
  }
  const close = () => {
    memory.open = false
    list.hidden = true
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }
  const take = (entry) => {
    if (!entry) return
    input.value = ""
    step("add", entry.name)
    if (memory.data.single) close()
    else look()
  }
  const mark = (at) => {
    memory.at = at
    Array.from(list.children).forEach((one, number) => {
      one.setAttribute("aria-selected", String(number === at))
      if (number === at) {
        input.setAttribute("aria-activedescendant", one.id)
        one.scrollIntoView({ block: "nearest" })
      }
    })
  }
  const look = () => {
    const typed = input.value.normalize("NFKC").replace(/\s+/g, " ").trim()
    const taken = new Set(worn())
    const free = memory.data.candidates.filter((one) => !taken.has(one.name))
    const found = findTags(free, typed, MOST)
    const entries = found.map(({ one, form }) => ({
      name: one.name,
      one,
      hint: form[0] === one.name ? "" : form[0],
    }))
    const known = (one) => one.forms.some(([, form]) => form === folded(typed))
    if (memory.data.allowNew && typed && !memory.data.candidates.some(known))
      entries.push({ name: typed, fresh: true })
    memory.found = entries
    list.replaceChildren(
      ...entries.map((entry, number) => {
        const row = make("div", entry.fresh ? "entry fresh" : "entry")
        row.id = `${id}-${number}`
        row.setAttribute("role", "option")
        if (entry.fresh) row.append(make("span", "name", `新建标签 “${entry.name}”`))
        else {
          const dot = make("i", "dot")
          if (entry.one.colour) dot.style.background = entry.one.colour
          const above = entry.one.path.slice(0, -entry.name.length)
          const name = make("span", "name")
          name.append(make("span", "above", above), entry.name)
          if (entry.hint) name.append(make("span", "hint", `（${entry.hint}）`))
          row.append(dot, name, make("span", "uses", String(entry.one.uses)))
        }
        row.onpointerdown = (event) => event.preventDefault()
        row.onclick = () => take(entry)
        return row
      }),
    )
    if (!entries.length) list.append(make("div", "none", "没有这样的标签"))
    memory.open = true
    list.hidden = false
    input.setAttribute("aria-expanded", "true")
    mark(0)
  }
  input.oninput = look
  input.onfocus = look
  input.onclick = () => memory.open || look()
  input.onblur = () => {
    if (!pressed) return close()
    const later = () => setTimeout(() => input.matches(":focus") || close())
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, later, { once: true, capture: true })
  }
  input.onkeydown = (event) => {
    // Enter, arrows and Backspace belong to the input method as long as it composes.
    if (event.isComposing || event.keyCode === 229) return
    const length = memory.found.length
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault()
      if (!memory.open) look()
      else if (length) mark((memory.at + (event.key === "ArrowDown" ? 1 : length - 1)) % length)
    } else if (event.key === "Enter") {
      event.preventDefault()
      if (memory.open && (input.value.trim() || memory.at > 0)) take(memory.found[memory.at])
    } else if (event.key === "Escape") {
      if (memory.open) event.stopPropagation()
      close()
    } else if (event.key === "Backspace" && !input.value && worn().length) {
      step("remove", worn().at(-1))
      look()
    } else return
    event.stopPropagation()
  }
  field.onclick = (event) => event.target === field && input.focus()

  memory.draw = () => {
    const { label, placeholder, candidates } = memory.data
    const colours = new Map(candidates.map((one) => [one.name, one.colour]))
    input.setAttribute("aria-label", label)
    const names = worn()
    input.placeholder = names.length ? "" : placeholder
    const chips = names.map((name) => {
      const chip = make("span", "chip")
      chip.style.setProperty("--tag", colours.get(name) || "transparent")
      const off = make("button", "off", "×")
      off.type = "button"
      off.setAttribute("aria-label", `取下标签 ${name}`)
      off.onclick = () => step("remove", name)
      chip.append(make("span", "", name), off)
      return chip
    })
    for (const old of field.querySelectorAll(".chip")) old.remove()
    input.before(...chips)
    if (memory.open) look()
  }
  return memory
}
