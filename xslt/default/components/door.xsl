<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Sign-in and registration: one card in the middle, the other way in below. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="page" mode="heading"/>

  <xsl:template match="page" mode="content">
    <div class="door door-{@name}">
      <div class="card">
        <header class="door-head">
          <h1><xsl:apply-templates select="." mode="title"/></h1>
          <xsl:apply-templates select="." mode="lead"/>
        </header>
        <xsl:apply-templates select="form"/>
      </div>
      <xsl:apply-templates select="." mode="other-door"/>
    </div>
  </xsl:template>

  <xsl:template match="page" mode="other-door"/>

  <xsl:template match="page" mode="door-link">
    <xsl:param name="to"/>
    <xsl:variable name="href" select="cd:url($to)"/>
    <xsl:if test="$href != ''">
      <p class="door-other">
        <xsl:value-of select="cd:text(concat('page.', @name, '.other'))"/>
        <xsl:text> </xsl:text>
        <a href="{$href}"><xsl:value-of select="cd:text(concat('nav.', $to))"/></a>
      </p>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
