// Stacked bars from data that stand in the page as JSON. Colours are the tokens'; a changed theme draws anew; nothing moves.
(() => {
  const PATTERN = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: -0.8 };
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  const bars = (data) => {
    const text = { color: colour("muted"), fontFamily: "Inter", fontSize: 12 };
    const line = { lineStyle: { color: colour("line") } };
    const series = ({ name, tone, values }) => ({
      name,
      type: "bar",
      stack: "all",
      data: values,
      barWidth: 14,
      itemStyle: {
        color: colour(tone),
        ...(["pass", "warn", "fail"].includes(tone) ? { decal: { ...PATTERN, color: colour("surface") } } : {}),
      },
    });
    return {
      animation: false,
      textStyle: { fontFamily: "Inter" },
      grid: { left: 30, right: 4, top: 34, bottom: 26 },
      legend: { left: 0, top: 0, itemGap: 16, itemWidth: 10, itemHeight: 10, textStyle: text },
      xAxis: { type: "category", data: data.names, axisLine: line, axisTick: { show: false, interval: 0 }, axisLabel: { ...text, interval: 2 } },
      yAxis: { type: "value", minInterval: 1, splitNumber: 3, axisLabel: text, splitLine: line },
      series: data.series.map(series),
    };
  };

  let drawn = [];
  const draw = () => {
    drawn.forEach((chart) => chart.dispose());
    drawn = [...document.querySelectorAll("[data-chart]")].map((place) => {
      const chart = window.echarts.init(place, null, { renderer: "svg" });
      chart.setOption(bars(JSON.parse(document.getElementById(place.dataset.chart).textContent)));
      return chart;
    });
  };
  draw();
  document.addEventListener("theme", draw);
  addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
})();
