/* SPDX-License-Identifier: Apache-2.0 */
/* What small sheets write is the same, byte for byte, whether a program or
 * libxslt writes it. */
#include "twin_unit.h"

START_TEST(elements_are_written_alike)
{
    same(P("<br/><img src='a'/><hr class='x'/><wbr/><input/><col/>"));
    same(P("<td/><li/><p/><dd/><dt/><th/><option/><tr/><thead/><body/>"));
    same(P("<div/><span/><a/><i/><b/><unknown/><svg/><section/><Br/><P/>"));
    same(P("<ul><li>" V("@none") "</li><li>" V("@a") "</li></ul>"));
    same(P("<option>" V("@none") "</option><td><xsl:if test='0'>x</xsl:if>"
                                 "</td>"));
    same(P("<svg viewBox='0 0 1 1'><path d='M0 0'/><g><path/></g></svg>"));
    same(P("<textarea>\n " V("@quoted") "</textarea><pre>\n\n x</pre>"));
    same(P("<input>" ATTRIBUTE("value", V("@a")) "</input>"));
    same(P("<x><y><z>" APPLY("i") "</z></y></x>") T("i", "<u/>"));
}
END_TEST

START_TEST(script_and_style_are_not_escaped)
{
    same(P("<script>a &lt; b &amp;&amp; c</script>"));
    same(P("<style>" V("@quoted") "</style><STYLE>a&gt;b</STYLE>"));
    same(P("<script>" APPLY("i") "</script>&lt;") T("i", V("../@quoted")));
    same(P("<script/>" V("@quoted")));
    left(P("<script><b>" V("@quoted") "</b></script>"));
    left(P("<script><xsl:if test='@a'><b>x</b></xsl:if></script>"));
}
END_TEST

START_TEST(the_head_says_the_encoding)
{
    same(T("/page", "<html><head><title>x</title></head><body/></html>"));
    same(T("/page", "<html lang='{@a}'><head/><body>x</body></html>"));
    same(T("/page", "<html><head>" V("@none") "</head></html>"));
    same(T("/page", "<html><head>" ATTRIBUTE("id", "x") "</head></html>"));
    same(T("/page", "<html><head class='{@a}'>" V("@a") "</head></html>"));
    same(T("/page", "<html><body/><head/><head/></html>"));
    same(T("/page", "<HTML><HEAD><meta name='x'/></HEAD></HTML>"));
    same(T("/page", "<html>text<head/></html>"));
    same(T("/page", "<html><body><head/></body></html>"));
    same(T("/page", "<p/><html><head/></html><html><head/></html>"));
    same(T("/page", "<div><html><head/></html></div>"));
    same(T("/page", "<html><xsl:element name='head'/></html>"));
    same(T("/page", "<html>" APPLY("@a") "</html>") T("@a", "<head/>"));
    left(T("/page", "<head/><html><head/></html>"));
    left(T("/page", "<html><meta name='x'/><head/></html>"));
    left(T("/page",
           "<html><head><meta http-equiv='Content-Type' "
           "content='text/html; charset=x'/></head></html>"));
    left(T("/page",
           "<html><head><meta HTTP-Equiv='Refresh' "
           "content='{@a}'/></head></html>"));
}
END_TEST

START_TEST(what_stands_on_top_is_written_alike)
{
    same(T("/page", "text<p/>text"));
    same(T("/page", "<p/>" V("@quoted") "<b/>"));
    same(T("/page", ATTRIBUTE("class", V("@a")) "<p/>"));
    same(T("/", "<p>" V("page/@a") "</p>"));
    same(T("/", APPLY("page/@name")) T("@name", "<p>" V("..") "</p>"));
    neither(T("/page", "text"));
    neither(T("/page", ""));
}
END_TEST

START_TEST(attributes_are_written_alike)
{
    same(P("<a href='{@link}' name='{@link}' id='{@link}'/>"));
    same(P("<a href='a b&amp;c\"d' title='a b&amp;c\"d'/>"));
    same(
        P("<form action='{@a} {@link}' src=' {@link}'/><b name='\xc3\xa4'/>"));
    same(P("<A NAME='{@link}' HREF='\xc3\xa4'/><i Src='[x]^`{{|}}'/>"));
    same(P("<input checked='checked' disabled='{@a}' required='required'/>"));
    same(P("<option selected='{@none}' SELECTED='x'/>"));
    same(P("<b title='{@quoted}'/><b title='{@double}'/><b title='{@tab}'/>"));
    same(P("<b title='{@entity}'/><b title='{@include}'/>"));
    same(P("<b title='&amp;{{x}}&lt;!-- --&gt; &amp;{{'/>"));
    same(P("<b title='&lt;!-- \" --&gt;' alt='{\"}\"}{&apos;x&apos;}'/>"));
    same(P("<b a='' b='{@none}' c='{{}}' d='{@a}{@a}-{@b}' e='}}{{'/>"));
    same(P("<b a='1' b='{@a}' c='2' d='{@b}' e='3'>x</b>"));
    same(P("<b title='{@control}'>" V("@control") "</b>"));
}
END_TEST

START_TEST(an_attribute_that_comes_later_replaces_the_first)
{
    same(P("<b a='1' b='2' c='3'>" ATTRIBUTE("b", "x") "</b>"));
    same(P("<b a='{@quoted}' b='{@double}' c='3'>" ATTRIBUTE("b", V("@a"))
               ATTRIBUTE("a", V("@double"))
                   ATTRIBUTE("a", V("@quoted")) "</b>"));
    same(P("<b checked='checked' a='b=c'>" ATTRIBUTE("a", "1")
               ATTRIBUTE("checked", "x") ATTRIBUTE("b", "2") "</b>"));
    same(
        P("<b aa='1' a='2'>" ATTRIBUTE("a", "x") ATTRIBUTE("aa", "y") "</b>"));
    same(P("<a href='x y'>" ATTRIBUTE("href", V("@link")) "</a>"));
    same(P("<b><xsl:if test='@a'>" ATTRIBUTE(
        "x", "1") "</xsl:if>"
                  "<xsl:if test='@none'>" ATTRIBUTE("y",
                                                    "1") "</xsl:if>z</b>"));
    same(P("<b>" APPLY("@*") "text</b>")
             T("@*", ATTRIBUTE("title", V("name()") "=" V("."))));
    left(LATER("<b>text" ATTRIBUTE("x", "1") "</b>"));
    left(LATER("<b><i/>" ATTRIBUTE("x", "1") "</b>"));
}
END_TEST

START_TEST(an_attributes_content_is_its_text)
{
    same(P("<b>" ATTRIBUTE("x", "") ATTRIBUTE("y", V("@none"))
               ATTRIBUTE("z", "a " V("@a") " b") "</b>"));
    same(P("<b>" ATTRIBUTE(
        "x", "1<i>2</i>" V("@quoted") "<u a='{@a}'>" V("@b") "</u>") "</b>"));
    same(P("<b>" ATTRIBUTE("x", EACH("i", V("@n") ",")) "</b>"));
    same(P("<b>" ATTRIBUTE(
        "x",
        "<xsl:choose><xsl:when test='@a = 2'>two"
        "</xsl:when><xsl:otherwise>one</xsl:otherwise></xsl:choose>") "</b>"));
    same(P("<b>" ATTRIBUTE("x",
                           "<xsl:text disable-output-escaping='yes'>"
                           "&lt;</xsl:text>") "</b>"));
    same(P("<b>" ATTRIBUTE("x",
                           "<xsl:value-of select='@quoted' "
                           "disable-output-escaping='yes'/>") "</b>"));
    left(LATER("<b>" ATTRIBUTE("{@a}", "1") "</b>"));
    left(P("<b>" ATTRIBUTE("x", ATTRIBUTE("y", "1")) "</b>"));
    left(P("<b xml:lang='x'/>"));
}
END_TEST

START_TEST(texts_are_written_alike)
{
    same(P("a<xsl:text> </xsl:text>b<xsl:text/>&lt;&amp;&gt;\"'"));
    same(P("<xsl:text disable-output-escaping='yes'>&lt;i&gt;</xsl:text>"));
    same(P("<xsl:value-of select='@quoted' disable-output-escaping='yes'/>"));
    same(P("<xsl:value-of select='@quoted' disable-output-escaping='no'/>"));
    same(P("<![CDATA[<cdata> & ]]>" V("@quoted") V("@tab") "\xc5\xbc"));
    same(P("  leading  " V("@a") "\n  trailing  "));
    same(P("<!-- comment --><?pi x?>" V("text()") V("comment()")));
}
END_TEST

START_TEST(copies_are_alike)
{
    same(P("<xsl:copy-of select='deep/u'/><xsl:copy-of select='@a + 1'/>"));
    same(P("<b><xsl:copy-of select='@b | @a'/>x</b>"));
    same(P("<xsl:copy-of select='i'/><xsl:copy-of select='none'/>"));
    same(P(EACH("i", "<xsl:copy><x/></xsl:copy>")));
    same(P(APPLY("deep"))
             T("@*|*|text()",
               "<xsl:copy>"
               "<xsl:apply-templates select='@*|*|text()'/></xsl:copy>"));
    left(P("<xsl:copy-of select='comment()'/>"));
    left(P("<xsl:copy-of select='.'/>"));
    left(LATER("x<xsl:copy-of select='@a'/>"));
}
END_TEST

START_TEST(elements_with_made_up_names_are_alike)
{
    same(P("<xsl:element name='b'>x</xsl:element><xsl:element name='br'/>"));
    same(P(EACH("*",
                "<xsl:element name='{name()}'>" ATTRIBUTE(
                    "n", V("@n")) "</xsl:element>")));
    same(LATER("<xsl:element name='{@script}'>&lt;</xsl:element>"));
    left(LATER("<xsl:element name='{@quoted}'>x</xsl:element>"));
    left(P("<xsl:element name='x' namespace='urn:x'/>"));
}
END_TEST

START_TEST(other_ways_to_write_are_left_to_libxslt)
{
    static const char *const outputs[] = {
        "",
        "<xsl:output method='html' indent='no'/>",
        "<xsl:output method='html' version='5'/>",
        "<xsl:output method='xml' version='1.0' indent='no'/>",
        "<xsl:output method='text'/>",
        "<xsl:output method='html' version='4.0' indent='no'/>",
        NULL,
    };
    int i;

    for (i = 0; outputs[i]; i++) {
        twins(apr_pstrcat(pool, HEAD, outputs[i],
                          P("<div>" V("@quoted") "</div>"), FOOT, NULL),
              IS_LEFT);
    }
    twins(HEAD "<xsl:output method='html' version='5' indent='no' "
               "encoding='utf-8'/>" T("/page", "<html><head/></html>") FOOT,
          IS_PROGRAM);
}
END_TEST

int main(void)
{
    const TTest *tests[] = {
        elements_are_written_alike,
        script_and_style_are_not_escaped,
        the_head_says_the_encoding,
        what_stands_on_top_is_written_alike,
        attributes_are_written_alike,
        an_attribute_that_comes_later_replaces_the_first,
        an_attributes_content_is_its_text,
        texts_are_written_alike,
        copies_are_alike,
        elements_with_made_up_names_are_alike,
        other_ways_to_write_are_left_to_libxslt,
        NULL,
    };

    cd_theme_init();
    return run_tests("theme_output", tests);
}
