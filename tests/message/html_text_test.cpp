// SPDX-License-Identifier: MIT
#include "message/html_text.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "message/utf8.h"
#include "support/exact_copy.h"

namespace whybounce {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view html;
  std::string_view text;
};

constexpr Case kCases[] = {
    {"", ""},
    {"   \n ", ""},
    {"plain", "plain\n"},
    {"two  words\r\n\t here ", "two words here\n"},
    {"<html><body>x</body></html>", "x\n"},
    // lines
    {"a<br>b<BR/>c<br />d", "a\nb\nc\nd\n"},
    {"a<br><br>b", "a\n\nb\n"},
    {"a<br><br><br><br>b", "a\n\nb\n"},
    {"<p>a</p><p>b</p>", "a\n\nb\n"},
    {"<div>a</div><div>b</div>", "a\nb\n"},
    {"<div>a<div><br></div><div>b</div>", "a\n\nb\n"},
    {"<ul><li>a<li>b</ul>c", "a\nb\n\nc\n"},
    {"<h1>a</h1>b", "a\n\nb\n"},
    {"a<hr>b", "a\n\nb\n"},
    {"a<blockquote>b</blockquote>c", "a\n\nb\n\nc\n"},
    {"<table><tr><td>a<td>b</tr><tr><th> c </th> <th>d</th></tr></table>", "a\tb\nc\td\n"},
    {"a <b>b</b><i>c</i> d", "a bc d\n"},
    {"a<pre>\n x\n\n  y </pre>b", "a\n\n x\n\n  y \n\nb\n"},
    {"<pre>x\r\ny</pre>", "x\ny\n"},
    // not for readers
    {"<head><title>t</title><style>p { x: y }</style></head>a", "a\n"},
    {"a<script>if (a<b) { x('</p>'); }</script>b", "ab\n"},
    {"a<SCRIPT>x</Script >b", "ab\n"},
    {"a<!-- <p> -- > x -->b", "ab\n"},
    {"a<!-->b", "ab\n"},
    {"a<!DOCTYPE html>b<?xml x?>c<![if x]>d</ >e", "abcde\n"},
    {"<a href=\"x>y\" title='<b>'>link</a>", "link\n"},
    {"<a href=x/>link</a>", "link\n"},
    // entities
    {"&lt;you@example.net&gt;", "<you@example.net>\n"},
    {"&eacute;&Eacute;&euro;&hellip;", "\xC3\xA9\xC3\x89\xE2\x82\xAC\xE2\x80\xA6\n"},
    {"a&nbsp;&nbsp;b&#160;c\xC2\xA0 d", "a b c d\n"},
    {"&#233;&#xE9;&#XE9;", "\xC3\xA9\xC3\xA9\xC3\xA9\n"},
    {"&#128;&#146;", "\xE2\x82\xAC\xE2\x80\x99\n"},
    {"&#0;&#xD800;&#x110000;&#99999999999;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\n"},
    {"a&amp b &lt c", "a& b < c\n"},
    {"AT&T &nosuch; &; &#; &#x; & &", "AT&T &nosuch; &; &#; &#x; & &\n"},
    {"&amp;lt;", "&lt;\n"},
    // what is no markup
    {"1 < 2 <3 > x", "1 < 2 <3 > x\n"},
    {"mail to <you@example.net> failed", "mail to <you@example.net> failed\n"},
    {"see <http://example.net/x>", "see <http://example.net/x>\n"},
    {"<o:p>x</o:p>", "x\n"},
    {"a <", "a <\n"},
    {"a </", "a </\n"},
    {"a <b", "a <b\n"},
    // what does not end
    {"a<!-- b", "a\n"},
    {"a<style> b", "a\n"},
    {"a<title> b", "a b\n"},
    {"<a href=\"x>y</a> z", "y z\n"},
    {"<p don't>x</p>", "x\n"},
    {"a\0b"sv, "a\0b\n"sv},
};

TEST(HtmlText, AsAReaderSeesIt) {
  for (const Case& c : kCases) {
    const testing::ExactCopy copy(c.html);
    std::string out = "left from before";
    html_to_text(copy.view(), out);
    EXPECT_EQ(out, c.text) << c.html;
    EXPECT_LE(out.size(), c.html.size() + 2) << c.html;
  }
}

// Inputs on which a careless reader takes quadratic time: minutes instead of milliseconds.
TEST(HtmlText, TakesLinearTime) {
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string_view unit : {"<",       "&#",   "&",       "<!--",      "<a",   "<a b=\"",
                                      "<title>", "</",   "<a@",     "<script>",  "&amp", "<!",
                                      "<pre>",   "<a =", "</title", "<style></", "<td>", "<br>",
                                      "<p ='",   "<x:",  "&#x1"}) {
    std::string html;
    while (html.size() < 300000) html += unit;
    std::string out;
    html_to_text(html, out);
    EXPECT_LE(out.size(), html.size() + 2) << unit;
    EXPECT_EQ(valid_utf8_prefix(out), out.size()) << unit;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
}  // namespace whybounce
