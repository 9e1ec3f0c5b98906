// A row of colours to choose one from, and none.
export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.querySelector(".swatches")?.remove()
  const row = document.createElement("div")
  row.className = "swatches"
  row.setAttribute("role", "radiogroup")
  row.setAttribute("aria-label", "颜色")
  for (const colour of ["", ...data.colours]) {
    const one = document.createElement("button")
    one.type = "button"
    one.setAttribute("role", "radio")
    one.setAttribute("aria-checked", String(colour === data.chosen))
    one.setAttribute("aria-label", colour || "没有颜色")
    one.style.background = colour || "transparent"
    if (!colour) one.textContent = "无"
    one.onclick = () => colour !== data.chosen && setTriggerValue("colour", colour)
    row.append(one)
  }
  parentElement.append(row)
}
