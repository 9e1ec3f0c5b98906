// What Streamlit's own markup leaves unsaid to those who listen or use keys.
// Nothing but attributes is set, so that Streamlit's drawing is not disturbed.
const BOXES = "[class*='st-key-heat-'], .sx-contents, [data-testid='stPopoverBody']"

const mend = () => {
  const app = document.querySelector(".stApp")
  if (app) document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme
  // The list of pages has boxes among its entries: no list for whoever listens, but links still.
  for (const list of document.querySelectorAll("[data-testid='stSidebarNavItems']:has(> div)"))
    for (const one of [list, ...list.querySelectorAll("li")]) one.setAttribute("role", "none")
  // Whoever has no pointer moves by arrows what is wider or higher than its box.
  for (const box of document.querySelectorAll(BOXES)) {
    const moves = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1
    if (moves && box.tabIndex < 0) box.tabIndex = 0
    if (moves && box.matches("[class*='st-key-heat-']")) {
      box.setAttribute("role", "group")
      box.setAttribute("aria-label", "表，可左右移动")
    }
  }
}

export default function ({ parentElement, setTriggerValue }) {
  const memory = (parentElement.sixue ??= {})
  memory.stop?.()
  const voice = document.createElement("div")
  voice.setAttribute("aria-live", "polite")
  voice.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"
  parentElement.replaceChildren(voice)
  const keys = chartKeys((words) => { voice.textContent = words })

  let waiting = 0
  const all = () => {
    waiting = 0
    mend()
    keys.mend()
  }
  const soon = () => { waiting ||= setTimeout(all, 100) }
  const watch = new MutationObserver(soon)
  watch.observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"],
  })
  addEventListener("resize", soon)
  // Charts are drawn for the ground they stand on: when that changes they must be drawn anew.
  const ground = matchMedia("(prefers-color-scheme: dark)")
  // A dialog would be closed by that, and with it what somebody is typing.
  const turned = () => {
    if (!document.querySelector("[data-testid='stDialog']"))
      setTriggerValue("ground", ground.matches ? "dark" : "light")
    for (const later of [50, 200, 600]) setTimeout(mend, later)
  }
  ground.addEventListener("change", turned)
  soon()

  memory.stop = () => {
    clearTimeout(waiting)
    watch.disconnect()
    removeEventListener("resize", soon)
    ground.removeEventListener("change", turned)
    keys.stop()
  }
  return memory.stop
}
