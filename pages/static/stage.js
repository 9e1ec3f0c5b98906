/* Moves from item to item; draws a chart when it is first needed, and the next one beforehand. */
(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const nav = document.querySelector("nav");
  const root = document.documentElement;
  const drawn = new Map();
  const UPRIGHT = 620;
  let now = 0;

  const clamp = (place) => Math.min(Math.max(place, 0), slides.length - 1);

  function fit(svg) {
    const width = Number(svg.getAttribute("width"));
    const height = Number(svg.getAttribute("height"));
    if (!svg.getAttribute("viewBox")) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    svg.setAttribute("aria-hidden", "true");
    svg.style.width = svg.style.height = "";
  }

  function lead(view, follow) {
    view.addEventListener("click", (event, mark) => {
      const datum = mark?.datum;
      const word = datum?.label ?? datum?.text ?? datum?.row ?? datum?.id;
      if (word === undefined) return;
      const address = follow.replace("{}", encodeURIComponent(String(word).trim()));
      window.open(address, "_blank", "noopener");
    });
  }

  function draw(place) {
    const chart = charts[slides[place]?.dataset.number];
    const ground = root.dataset.ground;
    if (!chart || drawn.get(place) === ground || !window.vegaEmbed) return Promise.resolve();
    drawn.set(place, ground);
    const box = slides[place].querySelector(".chart");
    // On a screen that stands upright the letters would shrink with the width.
    const upright = innerWidth < innerHeight;
    const spec = upright ? { ...chart[ground], width: UPRIGHT } : chart[ground];
    return window
      .vegaEmbed(box, spec, { renderer: "svg", actions: false })
      .then(({ view }) => {
        fit(box.querySelector("svg"));
        box.dataset.drawn = ground;
        if (chart.follow) {
          box.classList.add("leads");
          lead(view, chart.follow);
        }
      })
      .catch((error) => {
        drawn.delete(place);
        box.textContent = `这张图画不出来（${error.message}）。`;
      });
  }

  function show(place, remember = true) {
    now = clamp(place);
    slides.forEach((slide, i) => { slide.hidden = i !== now; });
    nav.querySelector('[data-do="back"]').disabled = now === 0;
    nav.querySelector('[data-do="next"]').disabled = now === slides.length - 1;
    nav.querySelector(".place").textContent = `${now + 1} / ${slides.length}`;
    const progress = nav.querySelector(".progress");
    progress.setAttribute("aria-valuenow", String(now + 1));
    progress.firstElementChild.style.width = `${(100 * (now + 1)) / slides.length}%`;
    if (remember) history.replaceState(null, "", now ? `#${now}` : location.pathname + location.search);
    draw(now).then(() => (window.requestIdleCallback ?? setTimeout)(() => draw(clamp(now + 1))));
  }

  const deeds = {
    back: () => show(now - 1),
    next: () => show(now + 1),
    first: () => show(0),
    last: () => show(slides.length - 1),
    notes: () => {
      const open = root.toggleAttribute("data-notes");
      document.querySelectorAll(".notes").forEach((notes) => { notes.hidden = !open; });
    },
    ground: () => {
      root.dataset.ground = root.dataset.ground === "dark" ? "light" : "dark";
      draw(now);
    },
    full: () =>
      document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.(),
  };
  const keys = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next",
    ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
    Home: "first", End: "last", n: "notes", d: "ground", f: "full",
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("button") && (event.key === " " || event.key === "Enter")) return;
    const deed = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!deed) return;
    event.preventDefault();
    deeds[deed]();
  });
  nav.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) deeds[button.dataset.do]();
  });
  let from = null;
  document.addEventListener("touchstart", (event) => {
    from = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  document.addEventListener("touchend", (event) => {
    const to = event.changedTouches[0];
    if (!from) return;
    const across = to.clientX - from.clientX;
    if (Math.abs(across) > 50 && Math.abs(across) > 2 * Math.abs(to.clientY - from.clientY)) {
      deeds[across < 0 ? "next" : "back"]();
    }
    from = null;
  }, { passive: true });

  root.dataset.ground =
    new URLSearchParams(location.search).get("ground") ??
    (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const start = () => show(Number(location.hash.slice(1)) || 0, false);
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
