// The original page of a document: every line shows which article and role it was given. A click on
// it offers the corrections, keys make them at once, and the beginning of an article can be dragged
// to another line. Text only ever enters through textContent.
const ROLE_KEYS = { t: "title", a: "author", h: "heading", p: "paragraph", f: "furniture" }

export default function ({ data, parentElement, setTriggerValue }) {
  const old = parentElement.querySelector(".page")
  const top = old ? old.scrollTop : 0
  const focused = old && old.dataset.focused
  const page = document.createElement("div")
  page.className = "page"
  page.setAttribute("role", "group")
  page.setAttribute("aria-label", data.label)
  let open = null

  const make = (tag, name, text) => {
    const element = document.createElement(tag)
    element.className = name
    if (text !== undefined) element.textContent = text
    return element
  }

  const close = () => {
    if (!open) return
    open.menu.remove()
    open.handle.setAttribute("aria-expanded", "false")
    open.row.classList.remove("open")
    open = null
  }

  const send = (line, edit) => {
    page.dataset.focused = line.n
    setTriggerValue("edit", { ...edit, start: line.start, end: line.end })
  }

  const choice = (menu, label, name, act) => {
    const button = make("button", name, label)
    button.type = "button"
    button.onclick = (event) => {
      event.stopPropagation()
      close()
      act()
    }
    menu.append(button)
  }

  const toggle = (line, row, handle) => {
    const same = open && open.row === row
    close()
    if (same) return
    const menu = make("div", "menu")
    menu.onclick = (event) => event.stopPropagation()
    const cuts = make("div", "cuts")
    if (!line.first) choice(cuts, "从这一行另起一篇", "cut", () => send(line, { action: "start" }))
    if (line.first && line.index > 0)
      choice(cuts, "并入上一篇", "cut", () => send(line, { action: "merge", index: line.index }))
    if (!line.first && line.parts[0].role === "paragraph" && line.index !== null)
      choice(cuts, "与上一段相接", "cut", () => send(line, { action: "join" }))
    if (cuts.children.length) menu.append(cuts)
    const roles = make("div", "roles")
    roles.append(make("span", "", "这一行是"))
    for (const [role, label] of data.roles)
      if (line.parts.length > 1 || role !== line.parts[0].role)
        choice(roles, label, "role", () => send(line, { action: "relabel", role }))
    menu.append(roles)
    row.after(menu)
    row.classList.add("open")
    handle.setAttribute("aria-expanded", "true")
    open = { row, handle, menu }
    menu.scrollIntoView({ block: "nearest" })
  }

  const handles = []
  const rows = []
  const move = (from, step) => {
    const next = handles[from + step]
    if (!next) return
    handles[from].tabIndex = -1
    next.tabIndex = 0
    next.focus()
  }

  // Where the beginning of an article may be dragged to: into itself or the article before it.
  const takes = (index, line) =>
    line.index === index || line.index === null || (line.index === index - 1 && !line.first)
  const moveBoundary = (line, to) => {
    if (to && to !== line && takes(line.index, to)) send(to, { action: "move", index: line.index })
  }

  const key = (event, line, at) => {
    if (event.isComposing) return
    const name = event.key.toLowerCase()
    if (event.ctrlKey || event.metaKey) {
      if (name === "z") send(line, { action: event.shiftKey ? "redo" : "undo" })
      else if (name === "y") send(line, { action: "redo" })
      else return
    } else if (name === "arrowdown" || name === "arrowup") {
      const step = name === "arrowdown" ? 1 : -1
      if (event.altKey && line.first) moveBoundary(line, data.lines[at + step])
      else move(at, step)
    } else if (event.altKey) return
    else if (name === "escape") close()
    else if (name === "n" && !line.first) send(line, { action: "start" })
    else if (name === "m" && line.index > 0) send(line, { action: "merge", index: line.index })
    else if (ROLE_KEYS[name]) send(line, { action: "relabel", role: ROLE_KEYS[name] })
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const grip = (line, row) => {
    const knob = make("div", "grip", "⠿")
    knob.title = "拖到这一篇开始的那一行"
    let target = null
    let moved = null
    const mark = (next) => {
      if (target) rows[target.at].classList.remove("drop")
      target = next
      if (target) rows[target.at].classList.add("drop")
    }
    const end = (keep) => {
      const to = target
      mark(null)
      row.classList.remove("dragged")
      page.classList.remove("dragging")
      document.removeEventListener("keydown", escape, true)
      knob.onpointermove = knob.onpointerup = knob.onpointercancel = null
      if (keep && to) moveBoundary(line, to.line)
    }
    const escape = (event) => event.key === "Escape" && end(false)
    knob.onclick = (event) => event.stopPropagation()
    knob.onpointerdown = (event) => {
      event.preventDefault()
      event.stopPropagation()
      close()
      knob.setPointerCapture(event.pointerId)
      moved = event.clientY
      row.classList.add("dragged")
      page.classList.add("dragging")
      document.addEventListener("keydown", escape, true)
      knob.onpointermove = (move) => {
        const box = page.getBoundingClientRect()
        if (move.clientY > box.bottom - 32) page.scrollTop += 14
        if (move.clientY < box.top + 32) page.scrollTop -= 14
        if (Math.abs(move.clientY - moved) < 4) return
        let best = null
        data.lines.forEach((other, at) => {
          if (!takes(line.index, other)) return
          const far = Math.abs(rows[at].getBoundingClientRect().top - move.clientY)
          if (!best || far < best.far) best = { far, at, line: other }
        })
        mark(best)
      }
      knob.onpointerup = () => end(true)
      knob.onpointercancel = () => end(false)
    }
    return knob
  }

  data.lines.forEach((line, at) => {
    const row = make("div", `line ${line.index === null ? "beside" : ""} ${line.first ? "first" : ""}`)
    if (line.index !== null) row.style.setProperty("--article", data.colours[line.index % data.colours.length])
    const handle = make("button", "handle", String(line.n))
    handle.type = "button"
    handle.tabIndex = at ? -1 : 0
    handle.setAttribute("aria-expanded", "false")
    handle.setAttribute("aria-label", `第 ${line.n} 行，${line.said}。按回车更正`)
    handle.onkeydown = (event) => key(event, line, at)
    handle.onclick = (event) => {
      event.stopPropagation()
      toggle(line, row, handle)
    }
    row.onclick = () => {
      if (!String(window.getSelection())) toggle(line, row, handle)
    }
    handles.push(handle)
    rows.push(row)
    const text = make("div", "text")
    for (const part of line.parts) text.append(make("span", `part ${part.role}`, part.text))
    row.append(handle, text, make("span", "said", line.said))
    if (line.first) row.append(grip(line, row))
    page.append(row)
  })
  if (old) old.replaceWith(page)
  else parentElement.append(page)
  page.scrollTop = top
  const again = data.lines.findIndex((line) => String(line.n) === focused)
  if (again >= 0) {
    handles[0].tabIndex = -1
    handles[again].tabIndex = 0
    handles[again].focus({ preventScroll: true })
  }
  page.onkeydown = (event) => {
    if (event.key === "Escape" && open) {
      const { handle } = open
      close()
      handle.focus()
    }
  }
}
