package org.forgedtoken.detector.report;

/** How the page looks, on a screen and on paper: black on white, so that a copy of a copy can be read. */
final class PageStyle {
    static final Html CSS = new Html("""

            :root { color-scheme: light; }
            body { margin: 0; background: #fff; color: #111; font: 15px/1.5 system-ui, "Liberation Sans", Arial, sans-serif; }
            main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
            h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 1rem; }
            h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; padding-top: .6rem; border-top: 2px solid #111; }
            h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; overflow-wrap: anywhere; }
            h4 { font-size: .95rem; margin: 1rem 0 .3rem; }
            p, ul, ol { margin: .4rem 0; }
            ol.happened li { margin: .4rem 0; font-size: 1.05rem; }
            .faults { border: 3px solid #111; padding: 0 1rem .6rem; margin: 1rem 0; overflow-wrap: anywhere; }
            .faults h2 { border: 0; margin: .4rem 0; }
            .incident { border: 1px solid #888; padding: 0 .9rem .8rem; margin: 1rem 0; }
            table { border-collapse: collapse; margin: .5rem 0; width: 100%; font-size: .87rem; }
            th, td { text-align: left; vertical-align: top; padding: .22rem .7rem .22rem 0; border-bottom: 1px solid #ccc; }
            th { font-weight: 600; }
            .facts th { width: 11rem; }
            td { overflow-wrap: anywhere; }
            .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
            th.number { white-space: normal; }
            td:first-child { min-width: 6.5em; }
            @media screen { .time { white-space: nowrap; } }
            @media screen and (max-width: 44rem) { table { display: block; overflow-x: auto; } }
            .hash { font: .72rem/1.5 ui-monospace, "Liberation Mono", monospace; min-width: 16em; }
            .value, code { font-family: ui-monospace, "Liberation Mono", monospace; font-size: .92em; overflow-wrap: anywhere; }
            code { white-space: pre-wrap; }
            figure { margin: 1rem 0; }
            figure svg { display: block; max-width: 100%; height: auto; }
            figcaption { font-size: .87rem; font-weight: 600; margin: 1.4rem 0 .3rem; }
            svg text { font: 12px system-ui, "Liberation Sans", Arial, sans-serif; fill: #111; unicode-bidi: isolate; }
            svg text.small { font-size: 11px; fill: #444; }
            svg text.strong { font-weight: 600; }
            svg text.end { text-anchor: end; }
            svg text.middle { text-anchor: middle; }
            svg .ink { fill: #222; }
            svg .dark { fill: #555; }
            svg .paper { fill: #fff; }
            svg .hollow { fill: #fff; stroke: #222; stroke-width: 1; }
            svg .grid { stroke: #ccc; stroke-width: 1; fill: none; }
            svg .axis { stroke: #222; stroke-width: 1; fill: none; }
            svg .line { stroke: #222; stroke-width: 2; fill: none; }
            @page { margin: 16mm; }
            @media print {
              body { font-size: 10.5pt; }
              main { max-width: none; padding: 0; }
              h1, h2, h3, h4 { break-after: avoid; }
              figure, tr, li { break-inside: avoid; }
              thead { display: table-header-group; }
            }
            """);

    private PageStyle() {}
}
