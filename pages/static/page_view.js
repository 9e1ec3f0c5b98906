// The original page of an import: every line shows which article and role it was given, and a
// click on it offers the corrections. Text only ever enters through textContent.
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
  const move = (from, step) => {
    const next = handles[from + step]
    if (!next) return
    handles[from].tabIndex = -1
    next.tabIndex = 0
    next.focus()
  }

  data.lines.forEach((line, at) => {
    const row = make("div", `line ${line.index === null ? "beside" : ""} ${line.first ? "first" : ""}`)
    if (line.index !== null) row.style.setProperty("--article", data.colours[line.index % data.colours.length])
    const handle = make("button", "handle", String(line.n))
    handle.type = "button"
    handle.tabIndex = at ? -1 : 0
    handle.setAttribute("aria-expanded", "false")
    handle.setAttribute("aria-label", `第 ${line.n} 行，${line.said}。按回车更正`)
    handle.onkeydown = (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault()
        move(at, event.key === "ArrowDown" ? 1 : -1)
      } else if (event.key === "Escape") close()
    }
    handle.onclick = (event) => {
      event.stopPropagation()
      toggle(line, row, handle)
    }
    row.onclick = () => {
      if (!String(window.getSelection())) toggle(line, row, handle)
    }
    handles.push(handle)
    const text = make("div", "text")
    for (const part of line.parts) text.append(make("span", `part ${part.role}`, part.text))
    row.append(handle, text, make("span", "said", line.said))
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
