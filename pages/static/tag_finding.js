// Finding tags while somebody types: by characters, pinyin, initials or a mixture of them.
const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim()

// Whether letters are beginnings of syllables one after another, from one of them on: "gtfy",
// "gongtong" and "gtongf" are for gong tong fu yu.
const sounded = (letters, syllables, at) => {
  if (!letters) return true
  if (at >= syllables.length) return false
  const one = syllables[at]
  let most = 0
  while (most < one.length && one[most] === letters[most]) most += 1
  for (let taken = most; taken > 0; taken -= 1)
    if (sounded(letters.slice(taken), syllables, at + 1)) return true
  return false
}

const rankOf = (typed, letters, [, form, sounds], preferred) => {
  const at = form.indexOf(typed)
  const later = preferred ? 0 : 1
  if (form === typed) return later
  if (at === 0) return 2 + later
  if (letters) {
    const syllables = sounds.split(" ")
    if (sounded(letters, syllables, 0)) return 4 + later
    if (at > 0) return 6 + later
    if (letters.length > 1)
      for (let from = 1; from < syllables.length; from += 1)
        if (syllables[from][0] === letters[0] && sounded(letters, syllables, from)) return 8 + later
  }
  return at > 0 ? 6 + later : -1
}

// The candidates that fit what is typed, best first, each with the name that fits.
const findTags = (candidates, text, most) => {
  const typed = folded(text)
  if (!typed) return candidates.slice(0, most).map((one) => ({ one, form: one.forms[0] }))
  const bare = typed.replace(/[' ]/g, "").replaceAll("ü", "v")
  const letters = /^[a-z0-9]+$/.test(bare) ? bare : ""
  const found = []
  candidates.forEach((one, order) => {
    let best = null
    one.forms.forEach((form, number) => {
      const rank = rankOf(typed, letters, form, number === 0)
      if (rank >= 0 && (best === null || rank < best.rank)) best = { one, form, rank, order }
    })
    if (best) found.push(best)
  })
  return found.sort((a, b) => a.rank - b.rank || a.order - b.order).slice(0, most)
}
