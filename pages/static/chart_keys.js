// Charts whose marks can be clicked, by keys: arrows go from mark to mark, Enter clicks, and what
// a pointer would be told by a tooltip is said aloud.
const CHART = "[data-testid='stVegaLiteChart']"
const AHEAD = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }
const HINT = "按方向键选一处，按回车打开。"

const marksOf = (chart) =>
  Array.from(chart.querySelectorAll("svg path, svg text"))
    .filter((mark) => mark.__data__?.cursor === "pointer" && mark.__data__.datum)

const middle = (mark) => {
  const box = mark.getBoundingClientRect()
  return [box.x + box.width / 2, box.y + box.height / 2]
}

// The nearest mark on that side; one that lies aside is thrice as far.
const beside = (marks, from, [across, down]) => {
  const [x, y] = middle(from)
  let best, least = Infinity
  for (const mark of marks) {
    const [toX, toY] = middle(mark)
    const ahead = (toX - x) * across + (toY - y) * down
    const aside = Math.abs((toX - x) * down) + Math.abs((toY - y) * across)
    if (ahead > 1 && ahead + 3 * aside < least) [best, least] = [mark, ahead + 3 * aside]
  }
  return best
}

const told = (mark) => {
  const { tooltip } = mark.__data__
  return typeof tooltip === "object" && tooltip
    ? Object.entries(tooltip).map(([name, value]) => `${name} ${value}`).join("，")
    : String(tooltip ?? "")
}

const chartKeys = (say) => {
  const places = new WeakMap()
  const rim = document.createElement("div")
  rim.className = "sx-chart-rim"

  const show = (chart, mark) => {
    places.set(chart, marksOf(chart).indexOf(mark))
    const inside = chart.getBoundingClientRect()
    const box = mark.getBoundingClientRect()
    Object.assign(rim.style, {
      left: `${box.x - inside.x - 3}px`, top: `${box.y - inside.y - 3}px`,
      width: `${box.width + 6}px`, height: `${box.height + 6}px`,
    })
    chart.append(rim)
    say(told(mark))
  }
  const pressed = (event) => {
    const chart = event.target
    if (!chart.matches?.(`${CHART}[role='application']`) || event.ctrlKey || event.metaKey || event.altKey) return
    const marks = marksOf(chart)
    const now = marks[Math.min(Math.max(places.get(chart) ?? 0, 0), marks.length - 1)]
    if (!now) return
    if (event.key === "Enter" || event.key === " ") {
      const [clientX, clientY] = middle(now)
      now.dispatchEvent(new MouseEvent("click", { bubbles: true, view: window, clientX, clientY }))
    } else if (AHEAD[event.key]) {
      show(chart, (rim.parentElement === chart && beside(marks, now, AHEAD[event.key])) || now)
    } else if (event.key === "Escape") {
      rim.remove()
      return
    } else return
    event.preventDefault()
  }
  const left = () => rim.remove()
  document.addEventListener("keydown", pressed)
  document.addEventListener("focusout", left)

  return {
    // Makes charts that can be clicked reachable; called whenever something was drawn.
    mend: () => {
      for (const chart of document.querySelectorAll(CHART)) {
        // The words of a chart stand for its hundreds of marks, of which some have no name.
        chart.querySelector("svg")?.setAttribute("aria-hidden", "true")
        const alt = chart.getAttribute("aria-label") ?? ""
        if (alt.endsWith(HINT) || !marksOf(chart).length) continue
        chart.tabIndex = 0
        chart.setAttribute("role", "application")
        chart.setAttribute("aria-roledescription", "图")
        chart.setAttribute("aria-label", `${alt}。${HINT}`)
      }
    },
    stop: () => {
      document.removeEventListener("keydown", pressed)
      document.removeEventListener("focusout", left)
      rim.remove()
    },
  }
}
