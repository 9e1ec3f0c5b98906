// Streamlit hears of a text only when its box is left. Whoever leaves the page at once, or closes
// it, would lose what was typed last: so the box is told to hand it over after each pause.
const PAUSE = 600;

export default function () {
  let timer = 0;
  const handOver = (box) => {
    if (!box.isConnected) return;
    const keys = { key: "Enter", code: "Enter", ctrlKey: true, metaKey: true, bubbles: true, cancelable: true };
    box.dispatchEvent(new KeyboardEvent("keydown", keys));
  };
  const typed = (event) => {
    if (event.isComposing || !event.target.matches?.(".st-key-article-editor textarea")) return;
    clearTimeout(timer);
    timer = setTimeout(handOver, PAUSE, event.target);
  };
  document.addEventListener("input", typed);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("input", typed);
  };
}
