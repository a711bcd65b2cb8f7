// Draws the charts that a page carries as JSON. The options hold data only: no function ever comes out of a page.
// window.reportReady is fulfilled when every font is there and every chart is drawn; the printer waits for it.
(function () {
  "use strict";

  var families = ["Inter", "Inter Zh", "Noto Sans SC"];
  var weights = ["400", "500", "700"];

  function allText(charts) {
    // JSON carries Chinese as escapes, so it is read before its characters are counted.
    return document.documentElement.textContent + charts.map(function (c) { return JSON.stringify(c.option); }).join("");
  }

  function loadFonts(text) {
    var letters = Array.from(new Set(text)).join("");
    var waits = [];
    families.forEach(function (family) {
      weights.forEach(function (weight) {
        waits.push(document.fonts.load(weight + ' 16px "' + family + '"', letters));
      });
    });
    return Promise.all(waits);
  }

  function readCharts() {
    return Array.from(document.querySelectorAll("script[type='application/json'][data-chart]")).map(function (script) {
      return { holder: document.getElementById(script.dataset.chart), option: JSON.parse(script.textContent) };
    });
  }

  function draw(chart) {
    var drawn = echarts.init(chart.holder, null, { renderer: "svg", width: chart.holder.clientWidth, height: chart.holder.clientHeight });
    drawn.setOption(chart.option);
    chart.drawn = drawn;
  }

  function followWidth(chart) {
    // On paper the width is fixed; on a screen the chart follows its column.
    new ResizeObserver(function () {
      if (Math.abs(chart.drawn.getWidth() - chart.holder.clientWidth) > 1) {
        chart.drawn.resize({ width: chart.holder.clientWidth, height: chart.holder.clientHeight });
      }
    }).observe(chart.holder);
  }

  window.reportReady = (async function () {
    var charts = readCharts();
    await loadFonts(allText(charts));
    charts.forEach(draw);
    await document.fonts.ready;
    if (window.matchMedia("screen").matches) { charts.forEach(followWidth); }
    return charts.length;
  })();
})();
