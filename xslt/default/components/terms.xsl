<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The terms that something can be ordered for, as options. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <!-- One after the other, from n to most. -->
  <xsl:template name="terms">
    <xsl:param name="cycle"/>
    <xsl:param name="chosen" select="1"/>
    <xsl:param name="most"/>
    <xsl:param name="n" select="1"/>
    <option value="{$n}">
      <xsl:if test="$n = $chosen">
        <xsl:attribute name="selected">selected</xsl:attribute>
      </xsl:if>
      <xsl:value-of select="cd:text(concat('term.', $cycle), $n)"/>
    </option>
    <xsl:if test="$n &lt; $most">
      <xsl:call-template name="terms">
        <xsl:with-param name="cycle" select="$cycle"/>
        <xsl:with-param name="chosen" select="$chosen"/>
        <xsl:with-param name="most" select="$most"/>
        <xsl:with-param name="n" select="$n + 1"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
