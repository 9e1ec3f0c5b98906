// Streamlit speaks English only where it speaks of its own accord. What it says is put into Chinese
// here: whole sentences that it is known to say, never words of ours or of an article.
(() => {
  const SAID = {
    "Skip to main content": "跳到正文", "App pages": "各页", "Sidebar": "侧栏", "Logo": "思学",
    "Expand sidebar": "展开侧栏", "Collapse sidebar": "收起侧栏", "Navigate to home page": "回到首页",
    "View less": "收起", "Main menu": "菜单", "Theme": "明暗", "System": "随系统", "Light": "浅色",
    "Dark": "深色", "Print": "打印", "Record screen": "录屏", "Rerun": "重新运行", "Always rerun": "总是重新运行",
    "Clear cache": "清除缓存", "Settings": "设置", "About": "关于", "Get help": "求助", "Report a bug": "报告问题",
    "Copy version to clipboard": "复制版本号", "Made with Streamlit v": "由 Streamlit 驱动，版本 ",
    "Upload": "选择文件", "Add files": "再加文件", "file upload": "选择文件", "Browse files": "选择文件",
    "Drag and drop file here": "把文件拖到这里", "Drag and drop a file here": "把文件拖到这里",
    "Drag and drop files here": "把文件拖到这里",
    "No results": "没有符合的", "No options": "没有可选的", "Choose an option": "请选择", "Choose options": "请选择",
    "Select...": "请选择", "Select all": "全选", "Clear all": "全部清除", "Clear value": "清除", "Clear entry": "清除",
    "Open": "展开选项", "Dismiss": "收起选项", "Selected values": "已选", "Suggestions": "可选",
    "Selectbox options": "可选", "Multiselect options": "可选",
    "Press Enter to apply": "回车生效", "Press Enter to submit form": "回车提交",
    "Press Ctrl+Enter to apply": "Ctrl+回车生效", "Press Ctrl+Enter to submit form": "Ctrl+回车提交",
    "Press ⌘+Enter to apply": "⌘+回车生效", "Press ⌘+Enter to submit form": "⌘+回车提交",
    "Show password": "显示密码", "Hide password": "隐藏密码", "Increment": "加", "Decrement": "减",
    "Help": "提示", "Close": "关闭", "Cancel": "取消", "Copy": "复制", "Copied": "已复制", "Copied!": "已复制",
    "Copy to clipboard": "复制", "Link to heading": "本节的链接", "Notifications": "通知", "Notification": "通知",
    "Pagination": "页码", "Next page": "下一页", "Previous page": "上一页",
    "Fullscreen": "全屏", "Close fullscreen": "退出全屏", "Show data": "看数据", "Show chart": "看图",
    "Download as PNG": "存成 PNG", "Download as CSV": "存成 CSV", "Copy Vega-Lite spec": "复制图的定义",
    "Search": "查找", "Type to search": "输入要找的字", "Close Search": "关闭查找", "Next Result": "下一处",
    "Previous Result": "上一处", "Show/hide columns": "显示或隐藏列", "Dataframe column menu": "列的菜单",
    "Sort ascending": "升序", "Sort descending": "降序", "Autosize": "自动列宽", "Pin column": "固定这一列",
    "Unpin column": "不再固定", "Hide column": "隐藏这一列", "Copy column name": "复制列名", "Format": "格式",
    "Statistics": "统计", "Automatic": "自动", "Localized": "按地区", "Plain": "原样", "Compact": "简短",
    "Dollar": "美元", "Euro": "欧元", "Yen": "日元", "Percent": "百分比", "Scientific": "科学记数", "Accounting": "会计",
    "Distance": "距今", "Calendar": "日历", "Duration": "时长", "Count": "个数", "Empty": "空的", "Distinct": "不同的",
    "Minimum": "最小", "Maximum": "最大", "Average": "平均", "Median": "中位", "Sum": "合计",
    "Standard deviation": "标准差", "Average length": "平均长度", "Minimum length": "最短", "Maximum length": "最长",
    "Add row": "加一行", "Delete row(s)": "删去选中的行", "Clear selection": "取消选择", "No data": "没有数据",
    "Values": "值", "Loading...": "正在载入……", "Edit": "修改", "Invalid input.": "填得不对。",
    "Choose date": "选日期", "Clear date": "清除日期", "Previous month": "上个月", "Next month": "下个月",
    "Previous": "上一个", "Next": "下一个", "yyyy": "年", "mm": "月", "dd": "日",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "方向键移动，回车选定，Esc 关闭。",
    "Running...": "正在处理……", "Stop": "停止", "Connecting": "正在连接", "Error": "出错",
    "Connecting to Streamlit server": "正在连接服务器", "Unable to connect to Streamlit server": "连不上服务器",
    "Connection error": "连不上服务器", "Page not found": "没有这个页面", "Please wait...": "请稍候……",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "服务器可能已经停止。如果它在您的机器上，请在终端里重新启动：",
    "Streamlit server is not responding. Are you connected to the internet?": "服务器没有回应，请检查网络。",
    "Connection lost. Please wait for the app to reconnect, then try again.": "连接断了。请等它恢复以后再试。",
    "visualization": "图表", "text": "文字", "number": "数字", "date": "日期", "datetime": "日期和时间", "list": "列表",
  }
  const PATTERNS = [
    [/^View (\d+) more$/, "还有 $1 页"], [/^(\d+) more$/, "更多"], [/^Page (\d+)$/, "第 $1 页"],
    [/^(year|month|day), (.+)$/, (_, part, of) => `${of}：${{ year: "年", month: "月", day: "日" }[part]}`],
    [/^(\d+) – [A-Z][a-z]+$/, "$1"], [/^Choose date, (.+)$/, "选日期，$1"],
    [/^Remove (.+)$/, "移出 $1"], [/^Help for (.+)$/, "$1：提示"], [/^Add: (.+)$/, "加上：$1"],
    [/^Select (\d+) match(?:es)?$/, "选中这 $1 个"], [/^(\d+) options? available\.$/, "有 $1 个可选。"],
    [/^(.+), selected\.?$/, "$1，已选。"], [/^(\S+) per file(.*)$/, "每个不超过 $1$2"],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "最多选 $1 个，请先移出一个。"],
    [/^(Show data|Show chart|Fullscreen|Download as PNG|Download as CSV|Copy Vega-Lite spec): ([^]+)$/,
      (_, what, of) => `${SAID[what]}：${of}`],
    [/^Number is (?:above|below|outside) the allowed range\..*$/, "数字超出了范围。"],
    [/^(?:You have requested page|The page that you have requested) .*$/, "网址可能写错了，或者页面已经改名。下面是首页。"],
    [/^Connection failed with status (\S+?)\.?$/, "连接没有成功（$1）。"],
  ]
  const NAMES = ["aria-label", "title", "placeholder", "alt", "aria-roledescription", "aria-valuetext"]
  const LABELLED = NAMES.map((name) => `[${name}]`).join()
  // What we or the articles say: it stays as it is, even if it is the very word "Open".
  const OURS = "[data-testid='stHtml'], [data-testid='stText'], [data-testid='stCode'], "
    + "[data-testid='stMultiSelectTagsContainer'] *, .stMarkdown, .stCaption, [data-testid='stIconMaterial'], "
    + "[data-testid='stMarkdownContainer']:not([data-testid='stFileUploader'] *, "
    + "[data-testid='stTopNavSection'] *), "
    + "textarea, table, canvas, script, style, svg"
  const LATIN = /[A-Za-z]{2}/

  const inChinese = (said) => {
    const whole = said.trim()
    if (Object.hasOwn(SAID, whole)) return SAID[whole]
    for (const [pattern, answer] of PATTERNS) if (pattern.test(whole)) return whole.replace(pattern, answer)
    return null
  }
  const label = (element) => {
    for (const name of NAMES) {
      const said = element.getAttribute(name)
      const answer = said && LATIN.test(said) ? inChinese(said) : null
      if (answer !== null && answer !== said) element.setAttribute(name, answer)
    }
  }
  const write = (text) => {
    const answer = LATIN.test(text.data) ? inChinese(text.data) : null
    if (answer !== null && answer !== text.data) text.data = answer
  }
  const look = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (LATIN.test(node.data) && !node.parentElement?.closest(OURS)) write(node)
      return
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.closest("svg, [data-testid='stHtml']")) return
    if (node.matches(LABELLED)) label(node)
    for (const one of node.querySelectorAll(LABELLED)) {
      if (!one.closest("svg, [data-testid='stHtml']")) label(one)
    }
    // A chart is described as a whole; its marks would be read as names of columns and numbers.
    for (const marks of node.querySelectorAll(".vega-embed > svg.marks")) marks.setAttribute("aria-hidden", "true")
    if (node.matches(".vega-embed > svg.marks")) node.setAttribute("aria-hidden", "true")
    if (node.closest(OURS) || !LATIN.test(node.textContent)) return
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (inner) =>
      inner.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
        : inner.matches(OURS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP)
    while (texts.nextNode()) write(texts.currentNode)
  }
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") {
        if (!change.target.closest("svg, [data-testid='stHtml']")) label(change.target)
      } else if (change.type === "characterData") look(change.target)
      else for (const node of change.addedNodes) look(node)
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES,
  })
})()
