<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The top of main: the way back, the h1, a lead, the page’s actions. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="page" mode="heading">
    <header class="page-header">
      <div class="page-header-text">
        <xsl:apply-templates select="." mode="back"/>
        <h1><xsl:apply-templates select="." mode="title"/></h1>
        <xsl:apply-templates select="." mode="lead"/>
      </div>
      <xsl:apply-templates select="." mode="actions"/>
    </header>
  </xsl:template>

  <xsl:template match="page" mode="title">
    <xsl:value-of select="cd:text(concat('page.', @name, '.title'))"/>
  </xsl:template>

  <xsl:template match="page" mode="lead">
    <xsl:variable name="key" select="concat('page.', @name, '.lead')"/>
    <xsl:if test="cd:has-text($key)">
      <p class="lead"><xsl:value-of select="cd:text($key)"/></p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="page" mode="back"/>

  <xsl:template match="page" mode="actions"/>

  <!-- For the pages that override mode back: a link to the list above. -->
  <xsl:template match="page" mode="back-link">
    <xsl:param name="to"/>
    <xsl:variable name="href" select="cd:url($to)"/>
    <xsl:if test="$href != ''">
      <a class="back" href="{$href}">
        <xsl:call-template name="icon">
          <xsl:with-param name="name">back</xsl:with-param>
        </xsl:call-template>
        <xsl:value-of select="cd:text(concat('nav.', $to))"/>
      </a>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
