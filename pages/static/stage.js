/* Moves from item to item; draws a chart when it is first needed, and the next one beforehand. */
(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const nav = document.querySelector("nav");
  const root = document.documentElement;
  const drawn = new Map();
  const races = new Map();
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const STANDS = 1100;
  const MOVES = 700;
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
      const word = datum?.label ?? datum?.text ?? datum?.series ?? datum?.row ?? datum?.id;
      if (word === undefined) return;
      const address = follow.replace("{}", encodeURIComponent(String(word).trim()));
      window.open(address, "_blank", "noopener");
    });
  }

  /* A race stands at a year, or is on its way from one to the next. */
  function raceOf(place) {
    const box = slides[place]?.querySelector(".race");
    if (!box) return null;
    if (races.has(place)) return races.get(place);
    const years = charts[slides[place].dataset.number].years;
    const [button, slider, said] = box.children;
    const race = { years, button, slider, said, last: years.length - 1, at: 0, view: null, frame: 0 };
    slider.max = String(race.last);
    box.hidden = !race.last;
    button.addEventListener("click", (event) => {
      turn(race);
      // Else the blank, which leads on to the next item, would press the button again.
      if (event.detail) button.blur();
    });
    slider.addEventListener("input", () => { pause(race); stand(race, Number(slider.value)); });
    slider.addEventListener("pointerup", () => slider.blur());
    races.set(place, race);
    pause(race);
    stand(race, 0);
    return race;
  }

  function stand(race, at) {
    race.at = at;
    const year = `${race.years[Math.floor(at)]} 年`;
    race.slider.value = String(Math.floor(at));
    race.slider.setAttribute("aria-valuetext", year);
    if (race.said.textContent !== year) race.said.textContent = year;
    if (race.view && race.view.signal("at") !== at) race.view.signal("at", at).run();
  }

  function pause(race) {
    cancelAnimationFrame(race.frame);
    race.frame = 0;
    race.button.textContent = calm.matches ? "下一年" : "播放";
  }

  function turn(race) {
    if (race.frame) return pause(race);
    const from = Math.floor(race.at) === race.last ? -1 : Math.floor(race.at);
    if (calm.matches) return stand(race, from + 1);
    const start = Math.max(from, 0);
    let begun = null;
    race.button.textContent = "暂停";
    const tick = (time) => {
      begun ??= time;
      const turns = Math.floor((time - begun) / (STANDS + MOVES));
      if (start + turns >= race.last) {
        stand(race, race.last);
        return pause(race);
      }
      const moved = Math.max((time - begun) % (STANDS + MOVES) - STANDS, 0) / MOVES;
      stand(race, start + turns + Math.min(moved * moved * (3 - 2 * moved), 0.999));
      race.frame = requestAnimationFrame(tick);
    };
    race.frame = requestAnimationFrame(tick);
  }

  function draw(place) {
    const chart = charts[slides[place]?.dataset.number];
    const ground = root.dataset.ground;
    const side = innerWidth < innerHeight ? "upright" : "wide";
    const wanted = `${ground} ${side}`;
    if (!chart || drawn.get(place) === wanted || !window.vegaEmbed) return Promise.resolve();
    drawn.set(place, wanted);
    const slide = slides[place];
    const box = slide.querySelector(".chart");
    const says = box.getAttribute("aria-label");
    const note = slide.querySelector(".left-out");
    note.textContent = chart[side].note;
    note.hidden = !chart[side].note;
    return window
      .vegaEmbed(box, chart[side][ground], { renderer: "svg", actions: false })
      .then(({ view }) => {
        // The engine says in English that this is a visualization.
        box.setAttribute("role", "img");
        box.setAttribute("aria-label", says);
        box.removeAttribute("aria-roledescription");
        fit(box.querySelector("svg"));
        box.dataset.drawn = ground;
        const race = raceOf(place);
        if (race) {
          race.view = view;
          stand(race, race.at);
        }
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
    if (raceOf(now)) pause(raceOf(now));
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
    play: () => { if (raceOf(now)) turn(raceOf(now)); },
    full: () =>
      document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.(),
  };
  const keys = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next",
    ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
    Home: "first", End: "last", n: "notes", d: "ground", f: "full", p: "play",
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("button") && (event.key === " " || event.key === "Enter")) return;
    if (event.target.type === "range" && /^(Arrow|Page|Home|End)/.test(event.key)) return;
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
    const alone = event.touches.length === 1 && !event.target.closest?.(".race");
    from = alone ? event.touches[0] : null;
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

  addEventListener("resize", () => draw(now));

  root.dataset.ground =
    new URLSearchParams(location.search).get("ground") ??
    (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const start = () => show(Number(location.hash.slice(1)) || 0, false);
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
