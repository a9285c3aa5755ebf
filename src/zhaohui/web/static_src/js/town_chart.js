// Draws the bar chart from the table of the same page: the table is the only source of figures.
const { echarts } = window;
const box = document.querySelector("[data-chart-of]");
const table = box && document.getElementById(box.dataset.chartOf);

if (echarts && table) {
  const rows = [...table.querySelectorAll("tr[data-value]")]
    .map((row) => ({ name: row.dataset.name, value: Number(row.dataset.value) }))
    .sort((a, b) => a.value - b.value);
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();
  const size = parseFloat(style.fontSize) * 1.0625;
  const text = { fontFamily: token("--font"), fontSize: size, color: token("--ink") };

  box.hidden = false;
  const chart = echarts.init(box, null, { renderer: "canvas" });
  chart.setOption({
    animation: false,
    textStyle: text,
    grid: { left: 8, right: size * 4, top: 8, bottom: 8, containLabel: true },
    // richText keeps the tooltip inside the canvas: the page's policy allows no inline style
    tooltip: { trigger: "item", renderMode: "richText", confine: true },
    xAxis: { type: "value", axisLabel: { show: false }, splitLine: { show: false } },
    yAxis: {
      type: "category",
      data: rows.map((row) => row.name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: token("--line-strong") } },
      axisLabel: text,
    },
    series: [{
      type: "bar",
      data: rows.map((row) => row.value),
      barWidth: "62%",
      itemStyle: { color: token("--step-4") },
      label: { show: true, position: "right", ...text, formatter: ({ value }) => value.toLocaleString("en") },
    }],
  });
  new ResizeObserver(() => chart.resize()).observe(box);
}
