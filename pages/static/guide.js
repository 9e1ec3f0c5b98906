// Which sentences of the page guide a visitor has put away. It stands in the page before anything
// is drawn, so that a sentence that was put away never flashes up; and nothing is asked of the server.
(() => {
  const KEPT = "sixue-guide"
  const ALL = "*"
  const away = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT))
      return Array.isArray(kept) ? kept.filter((one) => /^[\w.*]+$/.test(one)) : []
    } catch {
      return []
    }
  }
  const style = document.createElement("style")
  const hide = (pages) => {
    const which = pages.includes(ALL) ? [".sx-guide"] : pages.map((one) => `.sx-guide[data-page="${one}"]`)
    style.textContent = which.length
      ? `[data-testid="stElementContainer"]:has(> * ${which.join(`), [data-testid="stElementContainer"]:has(> * `)}) { display: none }`
      : ""
  }
  const put = (page) => {
    const pages = [...new Set([...away(), page])]
    try {
      localStorage.setItem(KEPT, JSON.stringify(pages))
    } catch { /* a browser that keeps nothing forgets it with the page */ }
    hide(pages)
    document.querySelector(".st-key-guide button")?.focus()
  }
  hide(away())
  document.head.append(style)
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".sx-guide button")
    if (button) put(button.name === "never" ? ALL : button.closest(".sx-guide").dataset.page)
  })
  addEventListener("storage", (event) => event.key === KEPT && hide(away()))
})()
